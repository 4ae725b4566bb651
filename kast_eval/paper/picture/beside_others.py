"""A clinic beside all others, in sentences; without enough others it says so."""

from kast_eval.paper.comparison.measures import TITLES
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Section
from kast_eval.quality.others import FEWEST_CLINICS, FEWEST_PERSONS, Others
from kast_eval.quality.splits import Measure, Split
from kast_eval.wording import marked


def others_section(others: Others | None, words: Words) -> Section:
    """Return each share of the clinic beside that of the others, for those who work at it."""
    title = words.say(marked("Bredvid andra mottagningar"))
    if others is None:
        few = words.say(
            marked(
                "Andra mottagningar visas först när minst {clinics} andra i studien har minst "
                "{persons} klienter tillsammans."
            ),
            clinics=FEWEST_CLINICS,
            persons=FEWEST_PERSONS,
        )
        return Section("others", title, (few,))
    beside = words.say(
        marked(
            "Bredvid {clinics} andra mottagningar, klienter som har avslutat till och med {day}"
        ),
        day=words.teller.day(others.day),
        clinics=others.clinics,
    )
    return Section("others", beside, tuple(_line(split, others, words) for split in others.own))


def _line(split: Split, others: Others, words: Words) -> str:
    own, theirs = others.own[split], others.others[split]
    return words.say(
        marked("{title}: här {own}, hos de andra {others}."),
        title=words.say(TITLES[Measure(split)]),
        own=words.share(own),
        others=words.percent(theirs),
    )
