"""Numbers that a sheet shows with more than their digits: in percent, or with a currency.

Called by xlsx.py, which looks at the formats of cells, and sheets.py, which knows the columns.
"""

from __future__ import annotations

from actorgraph.headings import column_options


class Percent(str):
    """A number that a sheet shows in percent, as its user sees it: `25.5%`."""

    __slots__ = ()

    @classmethod
    def of(cls, number: float) -> Percent:
        """Return a part of one as percent."""
        return cls(f"{number * 100:.15g}%")


class Money(float):
    """A number that a sheet shows with a currency, which stands in no cell."""

    __slots__ = ("currency",)

    currency: str

    @classmethod
    def of(cls, number: float, currency: str) -> Money:
        """Return a number with its currency."""
        money = cls(number)
        money.currency = currency
        return money


def currency_question(currency: str, where: str = "") -> str:
    """Return what to say of numbers that are shown with a currency that no cell holds."""
    told = column_options.option("currency", f"{column_options.CONSTANT}{currency}")
    return f"numbers{where} shown with {currency}, which no cell says; {told} says it of all"
