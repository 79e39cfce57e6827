"""Before a file goes to strangers: what must not be in it is taken out, and looked for again."""
