"""The section of what came back: by quarter, by state, and how late."""

from collections.abc import Sequence

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.quarters import FormQuarters, QuarterWords, quarter_chart
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.paper.response.flow_section import STATES
from kast_eval.quality.returns import FormReturns
from kast_eval.quality.share import Share
from kast_eval.wording import marked

_ORDER = tuple(STATES)


def returns_section(returns: Sequence[FormReturns], teller: Teller) -> Section:
    """Return what came back of every form, in the order of the letters."""
    found = sorted(returns, key=lambda one: teller.form(one.form).letter)
    if not any(one.expected for one in found):
        return Section(
            "returns",
            teller.say(marked("Formulär som kom in")),
            (teller.say(marked("Inget formulär väntas än.")),),
        )
    quarters = [
        FormQuarters(
            teller.form(one.form).letter, teller.words(teller.form(one.form).title), one.by_quarter
        )
        for one in found
        if one.by_quarter
    ]
    return Section(
        "returns",
        teller.say(marked("Formulär som kom in")),
        (
            teller.say(
                marked(
                    "Kom in, av dem vars fönster gick ut det kvartalet. {count} har öppet fönster "
                    "och räknas inte än. Sena, av alla som kom in: {share}."
                ),
                count=sum(one.not_yet for one in found),
                share=teller.share(
                    Share(
                        sum(one.late.part for one in found), sum(one.late.whole for one in found)
                    )
                ),
            ),
        ),
        (lambda width: _chart(quarters, teller, width),) if quarters else (),
        Grid(
            teller.say(marked("Formulären i siffror")),
            tuple(
                teller.say(one)
                for one in (
                    marked("Formulär"), marked("Kom in"), marked("Väntade i allt"),
                    marked("Hur det gick"), marked("Sena av dem som kom"),
                )
            ),
            tuple(_table_row(one, teller) for one in found),
        ),
    )  # fmt: skip


def _chart(quarters: Sequence[FormQuarters], teller: Teller, width: float) -> Chart:
    words = QuarterWords(
        teller.say(marked("Formulär per kvartal: ifyllda av väntade")),
        # The chart puts its own numbers in.
        teller.say(marked("kv {number}"), number="{number}"),
        teller.say(
            marked("kvartal {number} {year} {part} av {whole}"),
            number="{number}", year="{year}", part="{part}", whole="{whole}",
        ),
    )  # fmt: skip
    return quarter_chart(quarters, words, width)


def _table_row(one: FormReturns, teller: Teller) -> tuple[str, ...]:
    states = {
        teller.say(STATES[state]): count
        for state, count in sorted(one.states.items(), key=lambda pair: _ORDER.index(pair[0]))
    }
    return (
        teller.form_name(one.form),
        teller.share(one.due),
        str(one.expected),
        teller.listed(states),
        teller.share(one.late),
    )
