"""A made-up form and made-up questions, on which the coding rules are shown and tested."""

from kast_eval.definition.form import (
    Check,
    Condition,
    Filler,
    FormDefinition,
    Item,
    Question,
    Role,
    Section,
    Timing,
)
from kast_eval.definition.rule import read_rule
from kast_eval.kinds import Choice, Count, Kind, Scale
from kast_eval.kinds.ticks import Ties
from kast_eval.wording import Wording

_NOTHING = Wording("", "")


def _question(number: int, name: str, wording: Wording, kind: Kind, after: str = "") -> Question:
    condition = Condition(after, frozenset({1})) if after else None
    item = Item(name, str(number), wording, wording, kind, Role.OTHER, condition=condition)
    return Question(str(number), wording, (item,))


_QUESTIONS = (
    _question(
        1,
        "happened",
        Wording("Har det hänt?", "Has it happened?"),
        Choice({0: Wording("nej", "no"), 1: Wording("ja", "yes")}),
    ),
    _question(
        2,
        "times_30d",
        Wording("Hur många gånger på 30 dagar?", "How many times in 30 days?"),
        Count(99, window=30, dash_is_zero=True),
        after="happened",
    ),
    _question(
        3,
        "times_90d",
        Wording("Hur många gånger på 3 månader?", "How many times in 3 months?"),
        Count(300, window=90),
        after="happened",
    ),
    _question(
        4,
        "mood",
        Wording("Hur har du mått? (0–10)", "How have you felt? (0–10)"),
        Scale(0, 10, {}, Ties.LOWER),
    ),
)

EXAMPLE_FORM = FormDefinition(
    form="example",
    version=1,
    letter="Z",
    title=Wording("Exempel", "Example"),
    instruction=_NOTHING,
    legend=_NOTHING,
    filler=Filler.CLIENT,
    timing=Timing.START,
    pages=1,
    page_codes=(0,),
    head=(),
    kept=(),
    sections=(Section(_NOTHING, _QUESTIONS),),
    checks=(Check(read_rule("times_30d <= times_90d"), _NOTHING),),
    checksum="",
)
"""A form that is never printed: four questions, two of them only for those who said yes."""
