"""The section of patterns in the answers: two figures of the clinic that ask nobody anything."""

from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.quality.clinic import ROUND_NUMBERS, STRAIGHT_LINING
from kast_eval.quality.patterns import Patterns
from kast_eval.wording import marked

_AXIS = ((0.0, "0"), (0.2, "20 %"), (0.5, "50 %"), (1.0, "100 %"))


def patterns_section(patterns: Patterns, teller: Teller) -> Section:
    """Return how often a whole line has the same box, and how often a count is a round number."""
    title = teller.say(marked("Mönster i svaren"))
    found = [
        (check, share)
        for check, share in (
            (STRAIGHT_LINING, patterns.straight),
            (ROUND_NUMBERS, patterns.round_numbers),
        )
        if share.whole
    ]
    if not found:
        return Section(
            "patterns", title, (teller.say(marked("Inget ark har svar som kan visa det än.")),)
        )
    return Section(
        "patterns",
        title,
        tuple(teller.words(check.reason) for check, _share in found),
        (
            lambda width: row_chart(
                title,
                [
                    Row(
                        teller.words(check.title),
                        teller.share(share),
                        share.value,
                        interval=share.interval,
                    )
                    for check, share in found
                ],
                width,
                _AXIS,
            ),
        ),
        Grid(
            title,
            (teller.say(marked("Mönster")), teller.say(marked("Andel"))),
            tuple((teller.words(check.title), teller.share(share)) for check, share in found),
        ),
    )
