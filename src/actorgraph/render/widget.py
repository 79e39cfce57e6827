"""The page's viewer as a Jupyter widget: the same modules, another host.

Imports anywidget, which the extra `jupyter` brings. What is chosen travels both ways as traits;
positions come from Python, as for the page.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from actorgraph.render import html
from actorgraph.render.notebook import Picture
from actorgraph.render.payload import payload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import Subgraph


class View(anywidget.AnyWidget):
    """A live picture of a graph.

    Attributes:
        selection: the id of who is selected, or None.
        hovered: the id of who is under the pointer, or None; it only comes from the picture.
        as_of: the day shown, YYYY-MM-DD, or None.
        highlight: ids that stand out when nobody is selected.
        filters: hidden_types, hidden_relations, hidden_verdicts, without (ids), min_origins.
        picture: the same as it stays in a saved or converted notebook.
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
        *,
        title: str,
        others: Mapping[str, Entity],
        height: int,
    ) -> View:
        """The view of a part of a graph."""
        data = html.island(payload(graph, title=title, others=others))
        picture = Picture(html.assembled(title, data, graph), title, height)
        return cls(
            picture,
            frozenset(entity.id for entity in graph.entities),
            data=data,
            sheet=html.style_source(),
            height=height,
            _esm=_module(with_vis=html.is_for_vis(graph)),
        )

    @traitlets.validate("selection")
    def _known(self, proposal: Any) -> Any:
        chosen = proposal["value"]
        if chosen is not None and chosen not in self._ids:
            raise traitlets.TraitError(f"nobody in this view has the id {chosen!r}")
        return chosen

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget, and for where none can be live the picture."""
        made = super()._repr_mimebundle_(**kwargs)
        if made is None:
            return {"text/html": self.picture._repr_html_()}
        bundle, metadata = made if isinstance(made, tuple) else (made, {})
        return {**bundle, "text/html": self.picture._repr_html_()}, metadata


@cache
def _module(*, with_vis: bool) -> str:
    """The viewer as one ES module; pyvis's vis-network is a script, so it runs as a function."""
    vis = "const boundVis = null;"
    if with_vis:
        vis = (
            "const boundVis = (() => { const module = { exports: {} }, exports = module.exports;\n"
            f"const define = undefined;\n{html.vis_source()}\n"
            "return module.exports; })();"
        )
    modules = html.viewer_source("widget")
    return f"{vis}\n{modules}\nexport default module_widget.widget(boundVis);\n"
