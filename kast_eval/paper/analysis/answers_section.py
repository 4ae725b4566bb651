"""What clients say of the contact and of the sessions: how the answers are spread."""

from collections.abc import Sequence

from kast_eval.analysis.distributions import SESSION, Distribution, answers_of
from kast_eval.analysis.report import AnalysisReport
from kast_eval.paper.analysis.said import Sayer
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.stacked import Stack, stacked_chart
from kast_eval.paper.report.section import Draw, Grid, Section
from kast_eval.wording import marked


def answers_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return the answers at the closing, and the last ones after a session."""
    title = sayer.say(marked("Vad klienterna säger om kontakten"))
    leads = (
        sayer.say(
            marked("Hela fördelningen visas, för de flesta svarar nära taket och ett medelvärde "
                   "döljer det. Efter samtal räknas varje persons sista svar.")
        ),
    )  # fmt: skip
    found = (*report.at_closing, *report.after_sessions)
    head = tuple(
        sayer.say(one)
        for one in (marked("Fråga"), marked("Svar"), marked("Högsta svaret"), marked("Saknas"))
    )
    table = tuple(
        (
            sayer.label(one.name), _spread(one, sayer), sayer.share(one.top),
            sayer.say(marked("{missing} av {due}"), missing=one.missing, due=one.due),
        )
        for one in found
    )  # fmt: skip
    charts = tuple(
        _draw([one for one in found if one.due and _largest(one, sayer) == largest], largest, sayer)
        for largest in sorted({_largest(one, sayer) for one in found if one.due})
    )
    return Section("answers", title, leads, charts, Grid(sayer.in_figures, head, table))


def _codes(one: Distribution, sayer: Sayer) -> Sequence[int]:
    return answers_of(sayer.columns[one.name])


def _largest(one: Distribution, sayer: Sayer) -> int:
    return max(_codes(one, sayer))


def _spread(one: Distribution, sayer: Sayer) -> str:
    codes = sayer.columns[one.name].codes
    return " · ".join(
        f"{sayer.teller.words(codes[code]) if code in codes else code}: {count}"
        for code, count in one.counts.items()
    )


def _draw(shown: Sequence[Distribution], largest: int, sayer: Sayer) -> Draw:
    stacks = [
        Stack(
            sayer.label(one.name),
            tuple(one.counts.get(code, 0) for code in _codes(one, sayer)),
            one.missing,
            " · ".join(
                filter(
                    None,
                    (
                        _spread(one, sayer),
                        sayer.say(marked("saknas: {missing}"), missing=one.missing),
                    ),
                )
            ),
        )
        for one in shown
    ]
    after = all(one.name in SESSION for one in shown)
    title = sayer.say(marked("Efter samtalet") if after else marked("Vid avslutet"))
    key = sayer.say(
        marked("Från mörkt till ljust: från {first} till {last}. Den tomma rutan: saknas."),
        first=min(_codes(shown[0], sayer)), last=largest,
    )  # fmt: skip

    def draw(width: float) -> Chart:
        return stacked_chart(title, stacks, key, width)

    return draw
