"""The story of a page: each step with its text, the numbers of its claims and what it shows.

Called by payload.py; the page (`page/story.js`) shows it. The claims must be there: story.py leaves
out the steps whose claims are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.claims import Claim
    from actorgraph.story import Story


def story_columns(story: Story | None, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the story of a page under its key, or nothing where there is none."""
    if story is None or not story.steps:
        return {}
    numbers: dict[str, list[int]] = {}
    for number, claim in enumerate(claims):
        numbers.setdefault(claim.claim_id, []).append(number)
    steps = [
        {
            "title": step.title,
            "text": step.text,
            "claims": [number for cited in step.claims for number in numbers[cited.id]],
            "see": step.see,
        }
        for step in story.steps
    ]
    return {"story": {"title": story.title, "steps": steps}}
