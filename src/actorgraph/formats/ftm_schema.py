"""FollowTheMoney's schemata as far as we name them ourselves, as data.

Facts of the model (https://followthemoney.tech), used by ftm.py. A schema that is not here is kept
under its own name.
"""

from __future__ import annotations

from typing import NamedTuple


class EdgeSchema(NamedTuple):
    """A schema that links two entities: the properties of its ends, and our relation."""

    source: str
    target: str
    relation: str


EDGES = {
    "Associate": EdgeSchema("person", "associate", "associate_of"),
    "Call": EdgeSchema("caller", "receiver", "called"),
    "ContractAward": EdgeSchema("contract", "supplier", "awarded_to"),
    "Control": EdgeSchema("controller", "controlled", "controls"),
    "CourtCaseParty": EdgeSchema("party", "case", "party_in"),
    "Debt": EdgeSchema("debtor", "creditor", "owes"),
    "Directorship": EdgeSchema("director", "organization", "director_of"),
    "Documentation": EdgeSchema("document", "entity", "documents"),
    "Employment": EdgeSchema("employee", "employer", "employed_by"),
    "Family": EdgeSchema("person", "relative", "relative_of"),
    "Membership": EdgeSchema("member", "organization", "member_of"),
    "Occupancy": EdgeSchema("holder", "post", "holds_position"),
    "Ownership": EdgeSchema("owner", "asset", "owns"),
    "Payment": EdgeSchema("payer", "beneficiary", "paid"),
    "ProjectParticipant": EdgeSchema("participant", "project", "participates_in"),
    "Representation": EdgeSchema("agent", "client", "represents"),
    "Similar": EdgeSchema("candidate", "match", "similar_to"),
    "Succession": EdgeSchema("successor", "predecessor", "successor_of"),
    "UnknownLink": EdgeSchema("subject", "object", "linked_to"),
}

ALSO = {
    "holds": "Occupancy",
    "held_position": "Occupancy",
    "occupancy": "Occupancy",
    "member": "Membership",
    "party": "Membership",
    "belongs_to": "Membership",
    "committee": "Membership",
    "works_for": "Employment",
    "employee_of": "Employment",
    "director": "Directorship",
    "owner_of": "Ownership",
    "married_to": "Family",
}
"""Other words of ours for their edges; how they are written back."""

SANCTION = "Sanction"

LINKS = {
    "parent": ("part_of", False),
    "partOf": ("part_of", False),
    "organization": ("position_in", False),
    "involved": ("participant", True),
    "organizer": ("organizes", True),
    "owner": ("owns", True),
    "operator": ("operates", True),
    "pictured": ("pictures", False),
}
"""Properties of others that name an entity: our relation, and whether it is turned round."""

REFERRING = frozenset(
    """addressEntity ancestors bank bankAccount bankForeign bankRub beneficiaryAccount
    callForTenders candidate contract contractHolder declarant emitters endLocation holder
    inReplyToEmail
    inReplyToMessage issuer onBehalfOf payerAccount project receiver recipientAccount recipients
    resolved riskSource sender senderAccount startLocation taxee tenderers transport vehicle
    """.split()
) | frozenset(LINKS)
"""Properties whose values are ids of entities, whatever schema they stand on."""

REFERRING_ON = {
    "Contract": {"authority"},
    "License": {"authority"},
    "CallForTenders": {"authority"},
    "Note": {"entity"},
    "Risk": {"entity"},
    SANCTION: {"entity"},
    "Mention": {"document"},
    "Page": {"document"},
}
"""Properties that hold ids on these schemata and plain text on others."""

TYPES = {
    "Person": "person",
    "Organization": "organization",
    "Company": "company",
    "PublicBody": "agency",
    "LegalEntity": "legal_entity",
    "Position": "position",
    "Event": "event",
    "Document": "document",
    "Article": "article",
    "Address": "address",
    "Territory": "place",
    "Project": "initiative",
}
"""Our type for a schema; any other becomes its own name in small letters."""

SCHEMATA = {
    **{ours: theirs for theirs, ours in TYPES.items()},
    "media": "Organization",
    "group": "Organization",
    "state": "PublicBody",
    "party": "Organization",
    "organisation": "Organization",
}
"""The schema that a type of ours is written as; LegalEntity when there is none."""

START_DATES = (
    "startDate birthDate incorporationDate inceptionDate fileDate contractDate openingDate "
    "creationDate buildDate issueDate"
).split()
END_DATES = "endDate deathDate dissolutionDate closeDate closingDate maturityDate".split()

DATES_OF = {
    "Person": ("birthDate", "deathDate"),
    "Position": ("inceptionDate", "dissolutionDate"),
    "Event": ("startDate", "endDate"),
    "Project": ("startDate", "endDate"),
    "Organization": ("incorporationDate", "dissolutionDate"),
    "Company": ("incorporationDate", "dissolutionDate"),
    "PublicBody": ("incorporationDate", "dissolutionDate"),
    "LegalEntity": ("incorporationDate", "dissolutionDate"),
}
"""Where the dates of an entity are written."""

COUNTRIES = {"SU": "suhh", "YU": "yucs", "CS": "cshh", "UK": "gb", "EL": "gr"}
"""Codes of countries that are written otherwise there."""
