"""A clinic beside all others, in sentences; without enough others it says so."""

from kast_eval.paper.comparison.measures import TITLES
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Section
from kast_eval.quality.others import FEWEST_CLINICS, FEWEST_PERSONS, Others
from kast_eval.quality.splits import Measure, Split
from kast_eval.wording import marked


def others_section(others: Others | None, words: Words) -> Section:
    """Return each share of the clinic beside that of the others.

    Outside only whole percentages are told: with counts the papers of two quarters would tell what
    the quarter between them hides.
    """
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
    told = (split for split in others.own if _is_told(split, others, words))
    lines = tuple(_line(split, others, words) for split in told)
    if not words.shown.outside:
        return Section("others", beside, lines)
    few = words.say(marked("För få har tillkommit för att andelarna ska visas."))
    return Section("others", beside, (" ".join(lines) or few,))


def _is_told(split: Split, others: Others, words: Words) -> bool:
    if not words.shown.outside:
        return True
    return split in others.outside and words.shown.share(others.own[split]) is not None


def _line(split: Split, others: Others, words: Words) -> str:
    own, theirs = others.own[split], others.others[split]
    return words.say(
        marked("{title}: här {own}, hos de andra {others}."),
        title=words.say(TITLES[Measure(split)]),
        own=words.percent(own) if words.shown.outside else words.share(own),
        others=words.percent(theirs),
    )
