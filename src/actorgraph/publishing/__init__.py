"""Redaction before a file is published, and the search for what it left behind."""
