"""What the package says of itself where it is published: README with addresses that lead somewhere.

On the page of an index a relative picture or link leads nowhere. A release names the repository in
PROJECT_URL, and the addresses are made absolute, at the tag of the version; without, README stays.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(
    r"(?P<is_picture>!?)\[(?P<text>[^\]]*)\]\((?P<to>(?!https?:|#|mailto:)[^)\s]+)\)"
)


def with_addresses(text: str, url: str, revision: str) -> str:
    """Return a document whose pictures and links lead into a repository at a revision."""

    def absolute(link: re.Match[str]) -> str:
        kind = "raw" if link["is_picture"] else "blob"
        address = f"{url.rstrip('/')}/{kind}/{revision}/{link['to']}"
        return f"{link['is_picture']}[{link['text']}]({address})"

    return _LINK.sub(absolute, text)


class ReadmeHook(MetadataHookInterface):
    """Gives the package its description and, in a release, the address of its repository."""

    def update(self, metadata: dict) -> None:
        """Add what pyproject.toml leaves to this."""
        root = Path(self.root)
        text = (root / "README.md").read_text(encoding="utf-8")
        url = os.environ.get("PROJECT_URL", "")
        if url:
            init = (root / "src" / "actorgraph" / "__init__.py").read_text(encoding="utf-8")
            version = re.search(r'^__version__ = "(.+)"$', init, re.MULTILINE)[1]
            text = with_addresses(text, url, f"v{version}")
            metadata["urls"] = {"Repository": url}
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
