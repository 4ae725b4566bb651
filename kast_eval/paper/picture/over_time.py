"""The quarters beside each other: one small drawing for each number, and a table of them all."""

from collections.abc import Iterator, Sequence

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.runs import Run, run_chart
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Grid, Section
from kast_eval.quality.known_items import COURSES
from kast_eval.quality.picture import FEWEST_FOR_MEAN, Middle, Picture
from kast_eval.wording import marked

_COLUMNS = 3
COURSE_TITLES = dict(
    zip(
        COURSES,
        (
            marked("Suget som starkast, 0–10"),
            marked("Tilltron att klara sig, 0–10"),
            marked("Måendet, 0–10"),
        ),
        strict=True,
    )
)
OTHER_CLIENTS = marked("Kvartalen är delvis olika klienter: de visar mottagningen, inte en person.")
_SCALE = 10.0
"""Where the scale of what clients answer at every session ends."""


def over_time_section(picture: Picture, words: Words) -> Section:
    """Return the last quarters, each number in a drawing of its own."""
    runs = tuple(_runs(picture, words))
    head = (
        words.say(marked("Kvartal")),
        *(one.title for one in runs),
    )
    rows = tuple(
        (words.short(one.quarter), *(run.said[place] for run in runs))
        for place, one in enumerate(picture.quarters)
    )

    def draw(width: float) -> Chart:
        return run_chart(runs, width, _COLUMNS)

    rule = words.say(
        marked(
            "Medeltal och väntan visas när minst {count} personer ligger bakom. Ett uppehåll i "
            "linjen är ett kvartal utan tal att visa."
        ),
        count=FEWEST_FOR_MEAN,
    )
    return Section(
        "quarters",
        words.say(marked("Mottagningens egna kvartal")),
        (rule, words.say(OTHER_CLIENTS)),
        (draw,),
        Grid(words.say(marked("Kvartalen i siffror")), head, rows),
    )


def _runs(picture: Picture, words: Words) -> Iterator[Run]:
    quarters = picture.quarters
    ends = (words.short(quarters[0].quarter), words.short(quarters[-1].quarter))
    for title, counts in (
        (marked("Kontakter"), [one.contacts for one in quarters]),
        (marked("Nya klienter"), [one.began for one in quarters]),
        (marked("Avslutade"), [one.closed for one in quarters]),
        (marked("Samtal som hölls"), [one.held for one in quarters]),
    ):
        yield _of_counts(words.say(title), counts, ends, words)
    waits = [one.wait for one in quarters]
    yield _of_middles(words.say(marked("Dagars väntan, median")), waits, ends, words)
    values = [one.due.value for one in quarters]
    yield Run(
        words.say(marked("Formulär som kom, %")),
        tuple(values),
        tuple("–" if value is None else str(round(100 * value)) for value in values),
        ends,
        1.0,
        nothing=_nothing(words) if any(one.due.whole for one in quarters) else _none_due(words),
    )
    for name in COURSES:
        of_item = [one.courses[name] for one in quarters]
        title = words.say(COURSE_TITLES[name])
        yield _of_middles(title, of_item, ends, words, top=_SCALE)


def _of_counts(
    title: str, counts: Sequence[int | None], ends: tuple[str, str], words: Words
) -> Run:
    said = tuple(map(words.logged, counts))
    highest = max((one for one in counts if one is not None), default=0)
    nothing = words.logged(None)
    return Run(title, tuple(counts), said, ends, float(highest), nothing=nothing)


def _of_middles(
    title: str, middles: list[Middle], ends: tuple[str, str], words: Words, *, top: float = 0.0
) -> Run:
    values = tuple(one.value for one in middles)
    highest = max((one for one in values if one is not None), default=0.0)
    # What has a scale is a mean, and all means have as many decimals.
    how = words.mean if top else words.middle
    said = tuple(how(one) for one in middles)
    return Run(title, values, said, ends, top or highest, nothing=_nothing(words))


def _nothing(words: Words) -> str:
    return words.say(marked("för få för att visas"))


def _none_due(words: Words) -> str:
    return words.say(marked("inga skulle ha kommit"))
