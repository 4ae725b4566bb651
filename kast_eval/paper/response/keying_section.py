"""The section of second keyings: how many fields differ, and never whose they were."""

from collections.abc import Sequence

from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.quality.rates import ErrorRate
from kast_eval.quality.response import FormErrors
from kast_eval.wording import marked

MOST_FORMS = 4
"""So many forms are drawn, those with the most fields; the table has all."""

_LEAST_END = 10.0
"""The axis ends there at least, of a thousand, so that small rates look small."""


def keying_section(errors: Sequence[FormErrors], teller: Teller) -> Section:
    """Return the rates of each form and of all, with their intervals."""
    title = teller.say(marked("Dubbelinmatning"))
    if not errors:
        return Section(
            "keying", title, (teller.say(marked("Inget ark är inskrivet två gånger än.")),)
        )
    found = sorted(errors, key=lambda one: teller.form(one.form).letter)
    everything = ErrorRate(
        sum(one.rate.wrong for one in found), sum(one.rate.fields for one in found)
    )
    named = [(teller.form_name(one.form), one.rate, one.sheets) for one in found]
    named.append(
        (teller.say(marked("Alla formulär")), everything, sum(one.sheets for one in found))
    )
    most = sorted(found, key=lambda one: -one.rate.fields)[:MOST_FORMS]
    drawn = [
        *((teller.form_name(one.form), one.rate) for one in found if one in most),
        (named[-1][0], everything),
    ]
    end = max(_LEAST_END, *(rate.interval_per_1000[1] for _name, rate in drawn))
    chart_title = teller.say(marked("Fält som skiljer sig, per 1 000"))
    return Section(
        "keying",
        title,
        (
            teller.say(
                marked(
                    "Fält där två inmatningar skiljer sig, av alla jämförda fält. Vems felet var "
                    "visas inte. {sheets} ark är inskrivna två gånger."
                ),
                sheets=named[-1][2],
            ),
        ),
        (
            lambda width: row_chart(
                chart_title,
                [_row(name, rate, end, teller) for name, rate in drawn],
                width,
                ((0.0, "0"), (1.0, str(round(end)))),
            ),
        ),
        Grid(
            title,
            (
                teller.say(marked("Formulär")), teller.say(marked("Ark")),
                teller.say(marked("Fält som skiljer sig")),
            ),
            tuple((name, str(sheets), teller.rate(rate)) for name, rate, sheets in named),
        ),
    )  # fmt: skip


def _row(name: str, rate: ErrorRate, end: float, teller: Teller) -> Row:
    low, high = rate.interval_per_1000
    value = None if rate.per_1000 is None else rate.per_1000 / end
    return Row(name, teller.short_rate(rate), value, interval=(low / end, high / end))
