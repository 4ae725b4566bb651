"""The quarters beside each other on the paper for a board: a small drawing for each number."""

from collections.abc import Iterator, Sequence

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.runs import Run, run_chart
from kast_eval.paper.picture.over_time import COURSE_TITLES, OTHER_CLIENTS
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Section
from kast_eval.quality.board_paper import (
    BEGAN,
    CLOSED,
    CONTACTS,
    FORMS,
    HELD,
    SCALE,
    BoardFigures,
)
from kast_eval.quality.seen import WAITS
from kast_eval.wording import marked

_COLUMNS = 3
_WAITED = "waited"
_HUNDRED = 100.0


def over_time_section(quarters: Sequence[BoardFigures], words: Words) -> Section:
    """Return the last quarters, each number in a drawing of its own."""
    runs = tuple(_runs(quarters, words))

    def draw(width: float) -> Chart:
        return run_chart(runs, width, _COLUMNS)

    title = words.say(marked("Mottagningens egna kvartal"))
    return Section("quarters", title, (words.say(OTHER_CLIENTS),), (draw,))


def _runs(quarters: Sequence[BoardFigures], words: Words) -> Iterator[Run]:
    ends = (words.short(quarters[0].quarter), words.short(quarters[-1].quarter))
    titles = {
        CONTACTS: (marked("Kontakter"), 0.0),
        BEGAN: (marked("Nya klienter"), 0.0),
        CLOSED: (marked("Avslutade"), 0.0),
        HELD: (marked("Samtal som hölls"), 0.0),
        _WAITED: (marked("Hälften väntade högst, dagar"), float(WAITS[-1])),
        FORMS: (marked("Formulär som kom, ungefär %"), _HUNDRED),
        **{name: (title, float(SCALE)) for name, title in COURSE_TITLES.items()},
    }
    for name, (title, top) in titles.items():
        values = tuple(
            one.half_within if name == _WAITED else one.numbers.get(name) for one in quarters
        )
        said = tuple("–" if value is None else words.number(value) for value in values)
        highest = max((one for one in values if one is not None), default=0.0)
        nothing = words.say(marked("dolt"))
        yield Run(words.say(title), values, said, ends, top or highest, nothing=nothing)
