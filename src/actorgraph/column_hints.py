"""What each column asks for, in a few words: for the fields of forms and descriptions of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAID = {
    "document": "in which text, or at which URL",
    "locator": "where in it: p3, page=2",
    "quote": "the exact words",
    "attributed_to": "who says so, if not the outlet",
    "via": "who passed it on: a newspaper",
    "statement_date": "said when: 2018-01-26",
    "status": "nothing said: claimed",
    "assessment": "not judged yet",
    "note": "anything else",
}
HINTS: Mapping[str, Mapping[str, str]] = {
    "relations": {
        **_SAID,
        "source": "who or what does it",
        "relation": "does what: met_with, heads",
        "target": "with whom, to whom, what",
        "role": "as what: Director",
        schema.DATE_COLUMN: "on which day: 2018-01-26",
        "start_date": "since when: 2018-01-26",
        "end_date": "until when: 2018-01",
        "place": "where",
        "amount": "how much: 1250.00",
        "currency": "of which money: EUR",
        "share": "percent: 25, 25-50, or >25",
        "directed": "as the relation says",
        "tenure": "which term, of several",
        "as_named": "what the text calls them",
        "certainty": "nothing said: stated",
        "inferred": "what you read into it: date",
        "about": "the id of another claim",
        "checked_by": "who compared it with the text",
        "checked_date": "when: 2018-01-26",
        "id": "by which others refer to it",
        "source_type": "if entities.csv has no row",
        "target_type": "if entities.csv has no row",
    },
    "entities": {
        **_SAID,
        "name": "as it is shown",
        "type": "person, agency, document",
        "aliases": "other names, parted by |",
        "description": "in one line",
        "country": "in two letters: UA",
        "start_date": "born or founded: 1970-03-01",
        "end_date": "died or dissolved: 2018-01",
        "wikidata_id": "Q and a number",
        "url": "of a document",
        "publisher": "of a document: who",
        "published_date": "when: 2018-01-26",
        "id": "short, and never changed",
    },
    "judgements": {},
}
"""What a column asks for, in words that fit into its empty field; of choices, what none means."""
