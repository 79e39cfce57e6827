"""Answers made visible: text, JSON, the page. Nothing here asks a question of its own."""
