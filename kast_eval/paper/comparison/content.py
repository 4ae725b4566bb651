"""What sessions held, clinic by clinic: the mix of methods on one page."""

from kast_eval.paper.comparison.beside import Beside
from kast_eval.paper.comparison.measures import CONTENTS
from kast_eval.paper.comparison.shares import not_shown
from kast_eval.paper.comparison.strips import told_in_strips
from kast_eval.paper.report.section import Section
from kast_eval.wording import marked

_MOST = 6
"""So many boxes have their numbers in one table."""


def content_sections(beside: Beside) -> tuple[Section, ...]:
    """Return a strip for each box of form D with a dot for each clinic, always in this order."""
    say = beside.teller.say
    shown = [one for one in CONTENTS if beside.is_told(one)]
    title = say(marked("Vad samtalen innehöll"))
    if not shown:
        return (Section("content", title, (say(marked("Klienterna är för få för att visas.")),)),)
    lead = say(
        marked(
            "Andelen av klienterna som hade det i minst ett samtal, ur samtalsloggarna (D), i "
            "procent. En klient kan ha haft flera. Punkten är mottagningens andel med dess "
            "intervall, den streckade linjen alla mottagningars."
        )
    )
    merged = say(marked("En mottagning utan punkt är bland övriga i den frågan."))
    hidden = not_shown([one for one in CONTENTS if one not in shown], beside)
    more = say(marked("{title}, fortsättning"), title=title)
    return (
        Section("content", title, (lead, merged, *hidden), *told_in_strips(shown[:_MOST], beside)),
        *(
            Section(
                f"content-{first}", more, (), *told_in_strips(shown[first : first + _MOST], beside)
            )
            for first in range(_MOST, len(shown), _MOST)
        ),
    )
