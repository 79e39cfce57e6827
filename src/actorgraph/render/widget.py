"""The page's viewer as a Jupyter widget: the same modules in another host.

Imports anywidget, which the extra `jupyter` installs. What is chosen are traits that both sides can
set; positions come from Python, as for the page.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import anywidget
import traitlets

from actorgraph.errors import ArgumentError
from actorgraph.page_settings import ENGLISH
from actorgraph.queries.arguments import nearest_words, whole_number
from actorgraph.render import html
from actorgraph.render.notebook import Picture
from actorgraph.render.payload import payload
from actorgraph.render.view_settings import ViewSettings, link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import Subgraph
    from actorgraph.page_settings import PageSettings
    from actorgraph.passages.cited_passages import CitedPassages


class SettingError(ArgumentError, traitlets.TraitError):
    """A view is set to what it cannot show."""


Value = TypeVar("Value")


class Setting(traitlets.TraitType[Value, object]):
    """A trait whose values the view checks, and writes as the picture takes them."""

    def validate(self, obj: View, value: object) -> Value:
        """Return the value as it reaches the picture.

        Raises:
            SettingError: if the view cannot show it.
        """
        try:
            return cast("Value", obj.checked(str(self.name), value))
        except ArgumentError as error:
            raise SettingError(error.argument, error.reason, hint=error.hint) from None


class View(anywidget.AnyWidget):
    """A live picture of a graph.

    Attributes:
        selection: the id of the selected entity, or None.
        hovered: the id of the entity under the pointer, or None; set by the picture.
        as_of: the day shown, or None; a date, or text that is one day.
        highlight: ids of entities that stand out.
        filters: hidden_types, hidden_relations, hidden_verdicts, without (ids), min_origins.
        height: in CSS pixels.
    """

    data = traitlets.Unicode().tag(sync=True)
    sheet = traitlets.Unicode().tag(
        sync=True
    )  # `style` means a model of theirs to Jupyter's widgets
    height = Setting[int](600).tag(sync=True)
    selection = Setting["str | None"](None, allow_none=True).tag(sync=True)
    hovered = Setting["str | None"](None, allow_none=True).tag(sync=True)
    as_of = Setting["str | None"](None, allow_none=True).tag(sync=True)
    highlight = Setting[list[str]](()).tag(sync=True)
    filters = Setting["dict[str, list[str] | int]"]({}).tag(sync=True)

    def __init__(
        self,
        settings: ViewSettings,
        about: PageSettings,
        center: str | None,
        *,
        has_money: bool = False,
        **traits: Any,
    ) -> None:
        self._settings, self._about, self._center = settings, about, center
        self._has_money = has_money
        super().__init__(**traits)

    @classmethod
    def of(
        cls,
        graph: Subgraph,
        about: PageSettings,
        *,
        note: str = "",
        others: Mapping[str, Entity],
        height: int,
        passages: CitedPassages | None = None,
    ) -> View:
        """Make the view of a part of a graph, with the passages that its claims cite."""
        title, credit, language = about.title, about.credit, about.language or ENGLISH
        content = payload(
            graph, title=title, note=note, credit=credit, others=others, passages=passages
        )
        settings = ViewSettings.of(graph, content)
        center = graph.center if graph.center in settings.names else None
        return cls(
            settings,
            about._replace(language=language),
            center,
            data=html.island(content),
            sheet=html.style_source(),
            height=height,
            selection=center,
            has_money="money" in content,
            _esm=_module(language),
        )

    @property
    def picture(self) -> Picture:
        """The picture of what is chosen now, which saved and converted notebooks show."""
        is_as_opened = self.selection == self._center and not (self.as_of or self.highlight)
        data = self.data
        if not is_as_opened or any(self.filters.values()):
            chosen = link(self.selection, self.as_of, self.highlight, self.filters)
            data = html.opening_on(data, chosen)
        title, language = self._about.title, self._about.language
        page = html.assembled(title, data, language, has_money=self._has_money)
        return Picture(page, title, self.height)

    def checked(self, name: str, value: object) -> object:
        """Return what a trait is to be, as the picture takes it.

        Raises:
            ArgumentError: if the picture cannot show it.
        """
        settings = self._settings
        if name == "height":
            return whole_number(value, argument=name)
        if name == "as_of":
            return settings.day(value, name)
        if name == "highlight":
            return settings.entities(value, name)
        return settings.filters(value, name) if name == "filters" else settings.entity(value, name)

    def __setattr__(self, name: str, value: object) -> None:
        """Set a trait; one that there is not would change nothing in the picture.

        Raises:
            AttributeError: if there is none of that name; it suggests the nearest.
        """
        if not name.startswith("_") and not hasattr(type(self), name):
            nearest = nearest_words(name, _TRAITS)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            raise AttributeError(f"a view has no {name}{hint}")
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        """Say what is shown and chosen in one line."""
        chosen = {"selection": self.selection, "as_of": self.as_of, "highlight": self.highlight}
        told = "".join(f", {name} {value}" for name, value in chosen.items() if value)
        return f"<View of {self._about.title}: {len(self._settings.names):,} entities{told}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget, with the picture for places where no widget can be live."""
        widget = super()._repr_mimebundle_(**kwargs)
        if widget is None:
            return {"text/html": self.picture._repr_html_()}
        bundle, metadata = widget if isinstance(widget, tuple) else (widget, {})
        return {**bundle, "text/html": self.picture._repr_html_()}, metadata


_TRAITS = ("selection", "as_of", "highlight", "filters", "height")


@cache
def _module(language: str) -> str:
    """Return the viewer as one ES module, in a language."""
    source = html.minified(html.viewer_source("widget", html.WITH_MONEY, language=language))
    return f"{source}\nexport default module_widget.widget();\n"
