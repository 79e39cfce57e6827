"""The page's viewer as a Jupyter widget: the same modules in another host.

Imports anywidget, which the extra `jupyter` installs. The selection and the filters are traits that
both sides can set; positions come from Python, as for the page.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from actorgraph.page_settings import ENGLISH
from actorgraph.render import html
from actorgraph.render.notebook import Picture
from actorgraph.render.payload import payload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import Subgraph
    from actorgraph.page_settings import PageSettings
    from actorgraph.passages.cited_passages import CitedPassages


class View(anywidget.AnyWidget):
    """A live picture of a graph.

    Attributes:
        selection: the id of the selected entity, or None.
        hovered: the id of the entity under the pointer, or None; set by the picture only.
        as_of: the day shown, YYYY-MM-DD, or None.
        highlight: ids of entities that are highlighted when nothing is selected.
        filters: hidden_types, hidden_relations, hidden_verdicts, without (ids), min_origins.
        picture: the picture that saved and converted notebooks show.
    """

    data = traitlets.Unicode().tag(sync=True)
    sheet = traitlets.Unicode().tag(
        sync=True
    )  # `style` means a model of theirs to Jupyter's widgets
    height = traitlets.Int(600).tag(sync=True)
    selection = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    hovered = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    as_of = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    highlight = traitlets.List(traitlets.Unicode()).tag(sync=True)
    filters = traitlets.Dict().tag(sync=True)

    def __init__(self, picture: Picture, ids: frozenset[str], **traits: Any) -> None:
        self.picture = picture
        self._ids = ids
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
        data = html.island(content)
        picture = Picture(html.assembled(title, data, language), title, height)
        return cls(
            picture,
            frozenset(entity.id for entity in graph.entities),
            data=data,
            sheet=html.style_source(),
            height=height,
            _esm=_module(language),
        )

    @traitlets.validate("selection")
    def _known(self, proposal: Any) -> Any:
        chosen = proposal["value"]
        if chosen is not None and chosen not in self._ids:
            raise traitlets.TraitError(f"nobody in this view has the id {chosen!r}")
        return chosen

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget, with the picture for places where no widget can be live."""
        widget = super()._repr_mimebundle_(**kwargs)
        if widget is None:
            return {"text/html": self.picture._repr_html_()}
        bundle, metadata = widget if isinstance(widget, tuple) else (widget, {})
        return {**bundle, "text/html": self.picture._repr_html_()}, metadata


@cache
def _module(language: str) -> str:
    """Return the viewer as one ES module, in a language."""
    source = html.minified(html.viewer_source("widget", language=language))
    return f"{source}\nexport default module_widget.widget();\n"
