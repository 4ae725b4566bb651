"""Let a made-up colleague at the training clinic key sheets a second time."""

from datetime import datetime
from random import Random

from kast_eval.actions.key_again import key_again
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.actions.steps.sheet import definition_of
from kast_eval.store.entries import entry_history
from kast_eval.store.second_keyings import awaiting_second
from kast_eval.store.session import Session
from kast_eval.study.plan import Plan
from kast_eval.study.roles import User
from kast_eval.training.mistyped import mistyped

WRONG = 2
"""How many answers the colleague reads wrong where a difference is wanted."""


def train_second_keying(
    session: Session,
    colleague: User,
    now: datetime,
    plan: Plan,
    *,
    site_code: str,
    left: int,
    differing: int = 0,
) -> None:
    """Key the sheets that wait, but for the `left` newest; the last `differing` ones wrong."""
    waiting = [sheet for sheet, _since in awaiting_second(session, (site_code,))]
    keyed = waiting[: len(waiting) - left]
    for place, sheet in enumerate(keyed, start=1):
        definition = definition_of(plan.library, sheet)
        first = entry_history(session, sheet.id)[-1]
        chooser = Random(sheet.id)  # noqa: S311 - made-up mistakes are to come out the same.
        wrong = WRONG if place > len(keyed) - differing else 0
        texts = mistyped(definition, first.texts, chooser, count=wrong)
        read = read_keyed(definition, texts, first.notes, person_type=sheet.person_type, now=now)
        key_again(
            session, colleague, now, plan, sheet.public_id,
            texts=texts, notes=first.notes,
            code=sheet.client_code or sheet.site_code, number=sheet.number,
            submission=f"again {sheet.public_id}",
            confirmed=[doubt.key for doubt in read.reading.doubts],
        )  # fmt: skip
