"""The documents that claims cite, and the passages in them.

`document_texts` reads one document, `document_folder` finds those of a folder, `locators` says
which part of a text a locator names, `quotations` finds exact words in it, `document_checks` holds
claims against all this, and `fingerprints` notices a document that has changed. Leaves out what is
done with passages: the page, dossiers and notebooks ask for them.
"""
