"""Where money comes from and goes to: as text, as JSON and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.actorgraph_json import edge_object, entity_object
from actorgraph.plurals import counted
from actorgraph.queries.flows import IN, OUT, UNDATED
from actorgraph.queries.money_chains import CERTAIN
from actorgraph.queries.payments import CONTESTED, DOUBTFUL, NO_AMOUNT, STATED, UNREAD
from actorgraph.render.flat_rows import edges_with_names
from actorgraph.render.relation_lines import EdgeCells, EdgeGroup, edges_in, group_rows
from actorgraph.render.shortened import total_of
from actorgraph.render.terminal import PLAIN, Style, columns, wrapped
from actorgraph.render.wording import (
    Names,
    in_what_is_left,
    one_publisher,
    rejected_lines,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from actorgraph.edges import Edge
    from actorgraph.queries.flows import Flows, FlowTotal
    from actorgraph.queries.money_chains import MoneyChain
    from actorgraph.queries.payments import Payment
    from actorgraph.render.flat_rows import Row
    from actorgraph.render.objects import Object

_KIND_WORDS = {
    STATED: "",
    CONTESTED: "contested",
    DOUBTFUL: "hedged, inferred or perhaps of another time",
    NO_AMOUNT: "",
}


class PaymentNumbers:
    """The payments of an answer with their numbers, by which totals and chains name them.

    Args:
        form: how chains write a number; another one where brackets mean something else.
    """

    def __init__(self, answer: Flows, form: str = "[{}]") -> None:
        self.payments = answer.payments
        self._form = form
        self._numbers = {one.edge.key: at for at, one in enumerate(self.payments, start=1)}

    def of(self, payment: Payment) -> int:
        """Return the number of a payment, from 1."""
        return self._numbers[payment.edge.key]

    def mark(self, payment: Payment) -> str:
        """Return the number of a payment as chains write it."""
        return self._form.format(self.of(payment))

    def has(self, payment: Payment) -> bool:
        """Return whether a payment is among those that are listed."""
        return payment.edge.key in self._numbers

    def all_of(self, total: FlowTotal) -> str:
        """Return the numbers of the payments of a total: "payments 1, 2 and 3"."""
        numbers = sorted(map(self.of, total.payments))
        words = ", ".join(map(str, numbers))
        return f"{'payment' if len(numbers) == 1 else 'payments'} {words}"


def flows(answer: Flows, style: Style = PLAIN) -> Iterator[str]:
    """Yield what came in and went out, chains of payments, then every payment and the rest."""
    name = names_of(answer)
    number = PaymentNumbers(answer)
    yield from (style(line, "bold") for line in wrapped(headline(answer, name), style.width, "  "))
    for direction in (IN, OUT):
        totals = [one for one in answer.totals if one.direction == direction]
        if totals:
            yield ""
            yield style(f"{direction_words(direction, answer, name)}:", "bold")
            for lines in columns(
                [total_cells(one, number, name) for one in totals], style.width, "  "
            ):
                yield from lines
        sums = [f"  {sum_words(one)}" for one in answer.sums if one.direction == direction]
        yield from (line for one in sums for line in wrapped(one, style.width, "    "))
    if answer.chains:
        yield ""
        yield style(f"{chains_words(answer, name)}:", "bold")
    for chain in answer.chains:
        yield from wrapped(f"  {chain_words(chain, number, name)}", style.width, "    ")
    groups = edge_groups(number, answer, name)
    cells = EdgeCells.of(edges_in(groups), name)
    yield from group_rows(groups, cells, style)
    for line in filter(None, (*remarks_on(answer, name), one_publisher(groups[0].edges, name))):
        yield ""
        yield from wrapped(line, style.width, "  ")
    yield from rejected_lines(answer.rejected)


def names_of(answer: Flows) -> Names:
    """Return what names the entities of an answer."""
    ends = [one for one in (answer.asked, answer.target) if one is not None]
    return Names({**answer.others, **{one.id: one for one in ends}})


def headline(answer: Flows, name: Names) -> str:
    """Return whose money it is and how many payments are added up, or that none is recorded."""
    asked = name(answer.asked.id)
    to = "" if answer.target is None else name(answer.target.id)
    if not answer.sums and not answer.chains:
        whose = f"from {asked} to {to}, or back," if to else f"of {asked}"
        return f"No payment {whose} is recorded{in_what_is_left(is_filtered=answer.is_filtered)}."
    into, out = (
        sum(len(one.payments) for one in answer.sums if one.direction == direction)
        for direction in (IN, OUT)
    )
    if not to:
        return f"Money of {asked}: {counted(into, 'payment')} in, {out:,} out"
    chains = counted(total_of(answer.chains), "chain")
    return (
        f"Money from {asked} to {to}: {chains}; directly {counted(out, 'payment')}, {into:,} back"
    )


def direction_words(direction: str, answer: Flows, name: Names) -> str:
    """Return the title of one direction."""
    if answer.target is None:
        return "In" if direction == IN else "Out"
    ends = name(answer.asked.id), name(answer.target.id)
    payer, payee = ends if direction == OUT else ends[::-1]
    return f"{payer} to {payee}"


def total_cells(total: FlowTotal, number: PaymentNumbers, name: Names) -> tuple[str, ...]:
    """Return the cells of a total: when, who, how much, and on which payments that rests."""
    return (
        period_words(total.period),
        name(total.counterpart),
        _amount_of(total, total.payments),
        "; ".join(filter(None, (_KIND_WORDS[total.kind], number.all_of(total), _single(total)))),
    )


def sum_words(total: FlowTotal) -> str:
    """Return the total of all counterparts in one currency."""
    amount = _amount_of(total, total.payments)
    what = "Without a date" if total.period == UNDATED else "In all"
    kind = f", {_KIND_WORDS[total.kind]}" if _KIND_WORDS[total.kind] else ""
    paid = ", ".join(filter(None, (counted(len(total.payments), "payment"), _single(total))))
    return f"{what}{kind}: {amount} ({paid})"


def _single(total: FlowTotal) -> str:
    """Return how many payments rest on one origin; "" for none."""
    if not total.single:
        return ""
    return "one origin" if len(total.payments) == 1 else f"{total.single:,} of one origin"


def period_words(period: str) -> str:
    """Return a period in words: "2018", "2018 or 2019", "no date"."""
    first, slash, last = period.partition("/")
    return (f"{first} to {last}" if slash else first) if period else "no date"


def _amount_of(one: FlowTotal | Payment, payments: Iterable[Payment]) -> str:
    """Return the amount of a total or a payment; that none is given only where none is."""
    if one.largest is None and any(UNREAD in paid.remarks for paid in payments):
        return "no amount that can be read"
    return amount_words(one.least, one.largest, one.currency)


def amount_words(least: Decimal | None, largest: Decimal | None, currency: str) -> str:
    """Return an amount or a range with its currency.

    Example:
        >>> from decimal import Decimal
        >>> amount_words(Decimal("1250.50"), Decimal(2000), "EUR")
        '1,250.50-2,000 EUR'
        >>> amount_words(Decimal(5), Decimal(5), "")
        '5 (no currency)'
    """
    if least is None or largest is None:
        return "no amount"
    figures = f"{least:,f}" if least == largest else f"{least:,f}-{largest:,f}"
    return f"{figures} {currency or '(no currency)'}"


def chains_words(answer: Flows, name: Names) -> str:
    """Return the title of the chains."""
    if answer.target is None:
        return "Round trips, each payment no earlier than the one before"
    ends = f"{name(answer.asked.id)} to {name(answer.target.id)}"
    return f"From {ends}, each payment no earlier than the one before"


def chain_words(chain: MoneyChain, number: PaymentNumbers, name: Names) -> str:
    """Return who pays whom along a chain, and whether the order is certain."""
    parts = [name(chain.payments[0].payer)]
    for one in chain.payments:
        words = (_amount_of(one, [one]), _KIND_WORDS[one.kind])
        amount = ", ".join(filter(None, words))
        parts.append(f"→ {amount} {number.mark(one)} → {name(one.payee)}")
    remarks = [] if chain.order == CERTAIN else ["the order is possible, not certain"]
    if chain.most is not None and len(chain.payments) > 1:
        remarks.append(
            f"at most {amount_words(chain.most, chain.most, chain.currency)} all the way"
        )
    return " ".join(parts) + "".join(f"; {one}" for one in remarks)


def edge_groups(number: PaymentNumbers, answer: Flows, name: Names) -> tuple[EdgeGroup, EdgeGroup]:
    """Return the payments by their numbers, and the edges that are in no total."""
    edges = [payment.edge for payment in number.payments]
    payments = EdgeGroup("Payments", edges, _payment_words(number, name), numbered=True)
    return payments, EdgeGroup.of_uncounted(answer.uncounted, name)


def _payment_words(number: PaymentNumbers, name: Names) -> Callable[[Edge], str]:
    """Return what words a payment: what its edge states, and what to know of its amount."""
    remarks = {one.edge.key: one.remarks for one in number.payments}

    def words(edge: Edge) -> str:
        its = "; ".join(remarks[edge.key])
        return f"{sentence(edge, name)} ({its})" if its else sentence(edge, name)

    return words


def remarks_on(answer: Flows, name: Names) -> Iterator[str]:
    """Yield what to know of the answer as a whole."""
    if answer.chains:
        yield "That payments follow each other does not show that it was the same money."
    elif answer.target is not None:
        ends = f"{name(answer.asked.id)} to {name(answer.target.id)}"
        what = f"of at most {counted(answer.longest, 'payment')}"
        yield f"No chain {what} leads from {ends} in order of time."
    if answer.has_more_chains:
        yield "There are more chains than are listed."
    if answer.is_cut:
        yield (
            "Chains may be missing: the payments of so many entities lie on the way that not all "
            "were read. A smaller --max-length or a filter narrows the search."
        )


def flows_object(answer: Flows) -> Object:
    """Return the answer of `flows`: {asked, to, per, totals, sums, chains, payments, ...}."""
    number = PaymentNumbers(answer)
    return {
        "asked": answer.asked.id,
        "to": None if answer.target is None else answer.target.id,
        "per": answer.per,
        "totals": [_total_object(one, number) for one in answer.totals],
        "sums": [_total_object(one, number) for one in answer.sums],
        "chains": [
            {
                "order": chain.order,
                "most": None if chain.most is None else f"{chain.most:f}",
                "currency": chain.currency,
                "payments": [number.of(one) - 1 for one in chain.payments],
            }
            for chain in answer.chains
        ],
        "payments": [_payment_object(one) for one in number.payments],
        "uncounted": [
            {"reason": one.reason, "edge": edge_object(one.edge)} for one in answer.uncounted
        ],
        "more_chains": answer.has_more_chains,
        "cut": answer.is_cut,
        "entities": {one: entity_object(entity) for one, entity in answer.others.items()},
        "rejected": answer.rejected,
    }


def _total_object(total: FlowTotal, number: PaymentNumbers) -> Object:
    return {
        "direction": total.direction,
        "counterpart": total.counterpart,
        "period": total.period,
        "kind": total.kind,
        "amount": _amount_object(total),
        "currency": total.currency,
        "count": len(total.payments),
        "single_origin": total.single,
        "payments": sorted(number.of(one) - 1 for one in total.payments if number.has(one)),
    }


def _amount_object(of: FlowTotal | Payment) -> dict[str, str] | None:
    """Return an amount as exact decimal texts; None where none is given."""
    if of.least is None or of.largest is None:
        return None
    return {"least": f"{of.least:f}", "largest": f"{of.largest:f}"}


def _payment_object(one: Payment) -> Object:
    return {
        "payer": one.payer,
        "payee": one.payee,
        "kind": one.kind,
        "amount": _amount_object(one),
        "currency": one.currency,
        "remarks": list(one.remarks),
        "edge": edge_object(one.edge),
    }


def flows_rows(answer: Flows) -> Iterator[Row]:
    """Yield one row per payment of each total, then one per payment of each chain."""
    placed = [
        (_total_cells(total), payment) for total in answer.totals for payment in total.payments
    ]
    placed += [
        ({**_NO_TOTAL, "chain": number, "step": step, "order": chain.order}, payment)
        for number, chain in enumerate(answer.chains, start=1)
        for step, payment in enumerate(chain.payments, start=1)
    ]
    rows = edges_with_names((payment.edge for _, payment in placed), answer.others)
    for (own, payment), cells in zip(placed, rows, strict=True):
        yield {**own, **_payment_cells(payment), **cells}


_WITHOUT_AMOUNT = {"least": "", "largest": ""}
_NO_TOTAL: Row = {"direction": "", "counterpart": "", "period": ""}


def _total_cells(total: FlowTotal) -> Row:
    own = {"direction": total.direction, "counterpart": total.counterpart, "period": total.period}
    return {**own, "chain": "", "step": "", "order": ""}


def _payment_cells(payment: Payment) -> Row:
    amount = _amount_object(payment) or _WITHOUT_AMOUNT
    return {
        "payer": payment.payer,
        "payee": payment.payee,
        "kind_of_amount": payment.kind,
        "least": amount["least"],
        "largest": amount["largest"],
        "currency_of_amount": payment.currency,
        "remarks": "; ".join(payment.remarks),
    }
