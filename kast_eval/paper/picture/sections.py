"""A clinic's quarter, section by section: in words, over time, and what it was made of."""

from collections.abc import Iterator

from kast_eval.paper.picture.beside_others import others_section
from kast_eval.paper.picture.inflow import inflow_section
from kast_eval.paper.picture.made_of import made_of_section
from kast_eval.paper.picture.over_time import over_time_section
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Section
from kast_eval.quality.others import Others
from kast_eval.quality.picture import FEWEST_FOR_MEAN, Picture, QuarterFigures
from kast_eval.wording import marked


def picture_sections(picture: Picture, others: Others | None, words: Words) -> tuple[Section, ...]:
    """Return the sections in the order in which they are read."""
    return (
        _in_words(picture, words),
        over_time_section(picture, words),
        inflow_section(picture, words),
        made_of_section(picture, words),
        others_section(others, words),
    )


def _in_words(picture: Picture, words: Words) -> Section:
    now = picture.now
    title = words.say(marked("Kvartalet i korthet"))
    if now.is_empty:
        told = [words.say(marked("Inget ark är inskrivet från {quarter}."),
                          quarter=words.quarter(now.quarter))]  # fmt: skip
    else:
        told = [
            _contacts(now, words),
            _sessions(now, words),
            _forms(now, words),
        ]
        told += _before(picture, words)
    return Section("summary", title, (*told, *_few(picture, words)))


def _contacts(now: QuarterFigures, words: Words) -> str:
    said = words.say(
        marked(
            "Kontakter med mottagningen, också från anhöriga och yrkesverksamma: {contacts}. "
            "Nya klienter: {began}."
        ),
        contacts=words.logged(now.contacts),
        began=now.began,
    )
    if now.relatives:
        more = marked("Anhöriga som började med egna samtal: {count}.")
        said = f"{said} {words.say(more, count=now.relatives)}"
    if now.wait.value is not None:
        wait = words.say(
            marked("Hälften väntade högst {days} dagar på sitt första samtal."),
            days=words.number(now.wait.value),
        )
        said = f"{said} {wait}"
    return said


def _sessions(now: QuarterFigures, words: Words) -> str:
    return words.say(
        marked("Samtal som hölls: {held}. Klienter som avslutade kontakten: {closed}."),
        held=now.held,
        closed=now.closed,
    )


def _forms(now: QuarterFigures, words: Words) -> str:
    if not now.due.whole:
        return words.say(marked("Formulär som kom in: inga skulle ha kommit."))
    return words.say(
        marked("Formulär som kom in, av dem som skulle ha kommit: {share}."),
        share=words.share(now.due),
    )


def _before(picture: Picture, words: Words) -> Iterator[str]:
    """Give the same of the quarter before, if there was one."""
    if len(picture.quarters) > 1:
        before = picture.quarters[-2]
        logged = before.contacts is not None
        contacts = marked("kontakter {count}") if logged else marked("ingen kontaktlogg")
        yield words.say(
            marked("Kvartalet före: {contacts}, nya klienter {began}, avslutade {closed}."),
            contacts=words.say(contacts, count=before.contacts),
            began=before.began,
            closed=before.closed,
        )


def _few(picture: Picture, words: Words) -> Iterator[str]:
    """Say plainly that a clinic is small, and what that keeps from being said."""
    if picture.clients < FEWEST_FOR_MEAN:
        yield words.say(
            marked(
                "Mottagningen har haft {count} klienter i allt. Så få går inte att beskriva med "
                "medelvärden eller andelar utan att enskilda syns."
            ),
            count=picture.clients,
        )
