"""What a payment is: an edge along which money goes, with its amount, its days and its doubts.

An edge is one payment, however many claims tell of it: where they give different amounts it is a
range, never their sum. The currency is that of the best claim that gives one; amounts of the same
payment in another currency are shown and never added. Called by flows.py and money_chains.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from actorgraph import dates, edges, schema
from actorgraph.dates import edtf
from actorgraph.quantities import AMOUNT, is_plain
from actorgraph.queries.uncounted import why_nothing_is_stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.claims import Claim
    from actorgraph.dates import Bounds
    from actorgraph.edges import Edge
    from actorgraph.filters import Filter

STATED, CONTESTED, DOUBTFUL, NO_AMOUNT = "stated", "contested", "doubtful", "no amount"
KINDS = (STATED, CONTESTED, DOUBTFUL, NO_AMOUNT)
"""How sure a payment and its amount are; sums never mix them."""
TO_ITSELF, NEGATIVE, OTHER_RELATION = "to itself", "a negative amount", "an amount of no payment"
"""Why an edge is no payment that counts, beside what uncounted.py says."""
DIFFERING, OTHER_CURRENCY, NO_CURRENCY, UNREAD = (
    "amounts differ", "told in other currencies too", "no currency is given",
    "the amount cannot be read",
)  # fmt: skip
"""What is to know of the amount of a payment."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment from one entity to another.

    Attributes:
        payer, payee: their ids.
        least, largest: what the claims allow, in the currency; None where no amount is given.
        currency: as the data has it; "" where none is given.
        kind: one of KINDS.
        days: the first and the last day on which it can have been made.
        remarks: what is to know of the amount.
    """

    payer: str
    payee: str
    least: Decimal | None
    largest: Decimal | None
    currency: str
    kind: str
    days: Bounds
    edge: Edge
    remarks: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether both a first and a last day are known."""
        return self.days.earliest != dates.EARLIEST and self.days.latest != dates.LATEST


def payer_and_payee(edge: Edge) -> tuple[str, str]:
    """Return the ids of who pays and of who is paid."""
    payer, _, payee = schema.by_main_word(edge.source, edge.relation, edge.target)
    return payer, payee


def why_uncounted(edge: Edge, only: Filter) -> str:
    """Return why an edge is no payment that counts; "" if it is one.

    Args:
        only: its relations are payments, whatever they are called.
    """
    if not only.relations and schema.main_word(edge.relation) not in schema.PAYMENT_RELATIONS:
        return OTHER_RELATION
    if reason := why_nothing_is_stated(edge):
        return reason
    if edge.source == edge.target:
        return TO_ITSELF
    return NEGATIVE if any(amount < 0 for _, amount in _amounts(edge)) else ""


def gives_amount(edge: Edge) -> bool:
    """Return whether any claim of an edge has something under amount."""
    return any(claim.amount.strip() for claim in edge.claims)


def payment_of(edge: Edge, only: Filter) -> Payment:
    """Return an edge that counts as a payment."""
    payer, payee = payer_and_payee(edge)
    given = sorted(_amounts(edge), key=lambda one: edges.rank(one[0]))
    currencies = [claim.currency.strip() for claim, _ in given]
    currency = next(filter(None, currencies), "")
    amounts = [
        amount for (_, amount), its in zip(given, currencies, strict=True) if its == currency
    ]
    days = days_of(edge)
    return Payment(
        payer,
        payee,
        min(amounts, default=None),
        max(amounts, default=None),
        currency,
        _kind(edge, days, only) if amounts else NO_AMOUNT,
        days,
        edge,
        tuple(_remarks(edge, set(amounts), {*currencies, currency} - {""}, currency)),
    )


def days_of(edge: Edge) -> Bounds:
    """Return the first and the last day on which a payment can have been made.

    A payment with a beginning alone was made then, as an event is: whoever gives no end has only
    the day of payment to give.
    """
    start, end = edge.period
    latest = end.latest
    if not edge.end_date and start.latest not in (dates.EARLIEST, dates.LATEST):
        latest = start.latest
    return edtf.Bounds(start.earliest, max(latest, start.earliest))


def _amounts(edge: Edge) -> Iterator[tuple[Claim, Decimal]]:
    """Yield the amounts that claims give, save those that deny it, each with its claim."""
    for claim in edge.supporting:
        if is_plain(AMOUNT, claim.amount):
            yield claim, Decimal(claim.amount.strip())


def _kind(edge: Edge, days: Bounds, only: Filter) -> str:
    """Return whether somebody denies it, nobody is sure of it, or it may be of another time."""
    if edge.verdict == edges.CONTESTED:
        return CONTESTED
    if all(claim.surest is not dates.Holds.YES for claim in edge.supporting):
        return DOUBTFUL
    since, until = only.window
    return STATED if since <= days.earliest and days.latest <= until else DOUBTFUL


def _remarks(
    edge: Edge, amounts: set[Decimal], currencies: set[str], currency: str
) -> Iterator[str]:
    if len(amounts) > 1:
        yield DIFFERING
    if len(currencies) > 1:
        yield OTHER_CURRENCY
    if amounts and not currency:
        yield NO_CURRENCY
    if not amounts and any(claim.amount.strip() for claim in edge.supporting):
        yield UNREAD
