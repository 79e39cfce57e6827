"""Dates and numbers put right in the cells of files, as `check --fix` proposes, and put back."""
