"""The ways by which clients came, clinic by clinic: three shares that are a whole together."""

from kast_eval.paper.comparison.beside import Beside
from kast_eval.paper.comparison.measures import ELSEWHERE, OWN_WAY, POLICE
from kast_eval.paper.comparison.shares import not_noted, not_shown, of_others
from kast_eval.paper.comparison.strips import told_in_strips
from kast_eval.paper.report.section import Section
from kast_eval.wording import marked

_WAYS = (POLICE, OWN_WAY, ELSEWHERE)


def sources_section(beside: Beside) -> Section:
    """Return a strip for each way, with a dot for each clinic."""
    say = beside.teller.say
    title = say(marked("Genom vem klienterna kom"))
    shown = [one for one in _WAYS if beside.is_told(one)]
    hidden = not_shown([one for one in _WAYS if one not in shown], beside)
    if not shown:
        return Section("sources", title, hidden)
    lead = say(
        marked(
            "Andelen av de klienter vars första kontakt har avslutats, i procent. De tre är "
            "tillsammans alla. Den streckade linjen är alla mottagningars."
        )
    )
    return Section(
        "sources", title, (lead, *hidden, *of_others(shown[:1], beside), *not_noted(shown, beside)),
        *told_in_strips(shown, beside),
    )  # fmt: skip
