"""A story without the steps that give away what was redacted.

A step goes as a whole: a sentence from which a name was taken may still say whose it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from actorgraph.publishing.redact import pattern, without_marks

if TYPE_CHECKING:
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
    secrets = {form for one in public.secrets for form in (one.text, without_marks(one.text))}
    sought = pattern(secrets)

    def tells(text: str) -> bool:
        return public.clean(text) != text or bool(
            sought and (sought.search(text) or sought.search(without_marks(text)))
        )

    def gives_away(step: Step) -> bool:
        shown = [value for _, value in step.asked]
        texts = [step.title, step.text, unquote_plus(step.see), *shown]
        return (
            any(cited.id in on_hidden for cited in step.claims)
            or any(map(tells, texts))
            or any(public.meaning(one) != one for one in shown)
        )

    left = story.without([step for step in story.steps if gives_away(step)])
    left.title = "" if tells(story.title) else story.title
    return left
