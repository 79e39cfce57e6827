"""Files of other tools, one module each, read and write together."""
