"""A story without the steps that give away what was redacted.

A step goes as a whole: a sentence from which a name was taken may still say whose it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from actorgraph.publishing.matching import Sought

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.engine import Engine
    from actorgraph.publishing.redact import Redacted
    from actorgraph.story import Step, Story


def publishable(story: Story, public: Redacted, engine: Engine) -> Story:
    """Return what is left of a story where some of its data is hidden; what goes is counted.

    Args:
        engine: of the data as it was, which knows whom each claim names.
    """
    on_hidden = {
        claim.claim_id
        for claim in engine.all_claims()
        if not public.ids.keys().isdisjoint((claim.source, claim.target, claim.place))
        or not public.ids.keys().isdisjoint(claim.sources)
    }
    sought = Sought(secret.text for secret in public.secrets)

    def tells(text: str) -> bool:
        return public.clean(text) != text or bool(sought.hits(text))

    def gives_away(step: Step) -> bool:
        shown = [value for _, value in step.asked]
        texts = [step.title, step.text, unquote_plus(step.see), *shown]
        return (
            any(cited.id in on_hidden for cited in step.claims)
            or any(map(tells, texts))
            or any(public.meaning(one) != one for one in shown)
        )

    left = story.without([step for step in story.steps if gives_away(step)])
    left.steps = [_renamed(step, public.claims) for step in left.steps]
    left.title = "" if tells(story.title) else story.title
    return left


def _renamed(step: Step, claims: Mapping[str, str]) -> Step:
    """Return a step that names claims by the ids that they have now."""
    cited = tuple(one._replace(id=claims.get(one.id, one.id)) for one in step.claims)
    return replace(step, claims=cited)
