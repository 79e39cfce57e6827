"""Rows that somebody proposes from a document, a program most often, and what proves them.

Called by the command `draft`. What is proposed is believed in nothing: each row has to bring the
words of the document that say so. Leaves out who proposes; nothing here writes into the data.
"""
