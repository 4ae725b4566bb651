"""What differs around the questions of two versions: headings, pages, rules across questions."""

from collections.abc import Iterator

from kast_eval.definition.changes import ChangedCheck, ChangedForm, ChangedScore, FormPart, Spot
from kast_eval.definition.form import FormDefinition
from kast_eval.wording import Wording

_NOTHING = Wording("–", "–")


def form_differences(
    old: FormDefinition, new: FormDefinition
) -> Iterator[ChangedForm | ChangedCheck | ChangedScore]:
    """Give every difference that belongs to no single question."""
    for part, before, after in (
        (FormPart.LETTER, old.letter, new.letter),
        (FormPart.TITLE, old.title, new.title),
        (FormPart.INSTRUCTION, old.instruction, new.instruction),
        (FormPart.LEGEND, old.legend, new.legend),
        (FormPart.CLOSING, old.closing or _NOTHING, new.closing or _NOTHING),
        (FormPart.FILLER, old.filler.value, new.filler.value),
        (FormPart.TIMING, old.timing.value, new.timing.value),
        (FormPart.PAGES, str(old.pages), str(new.pages)),
        (FormPart.ROWS, str(old.rows or "–"), str(new.rows or "–")),
        (FormPart.SUBJECT, old.subject.value, new.subject.value),
    ):
        if before != after:
            yield ChangedForm(part, before, after)
    yield from _headings(old, new)
    rules = [{(one.rule.source, one.hard) for one in form.checks} for form in (old, new)]
    for rule, hard in sorted(rules[0] ^ rules[1]):
        yield ChangedCheck(rule, hard, added=(rule, hard) in rules[1])
    yield from _scores(old, new)


def _scores(old: FormDefinition, new: FormDefinition) -> Iterator[ChangedScore]:
    before, after = ({score.name: score for score in form.scores} for form in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield ChangedScore(name, before.get(name), after.get(name))


def _headings(old: FormDefinition, new: FormDefinition) -> Iterator[ChangedForm]:
    headings = reworded_headings(old, new)
    for before, after in headings.items():
        yield ChangedForm(FormPart.SECTION, before, after)
    intros = {section.title: section.intro for section in new.sections}
    for section in old.sections:
        title = headings.get(section.title, section.title)
        if title in intros and intros[title] != section.intro:
            yield ChangedForm(FormPart.INTRO, section.intro or _NOTHING, intros[title] or _NOTHING)


def reworded_headings(old: FormDefinition, new: FormDefinition) -> dict[Wording, Wording]:
    """Return the headings that changed their words only, by the old words.

    The headings that are gone and those that are new go together in the order of the paper.
    """
    before = [section.title for section in old.sections]
    after = [section.title for section in new.sections]
    gone = [title for title in before if title not in after]
    come = [title for title in after if title not in before]
    return dict(zip(gone, come, strict=True)) if len(gone) == len(come) else {}


def spots(definition: FormDefinition) -> dict[str, Spot]:
    """Return where each question of the form stands, by its items' names."""
    found: dict[str, Spot] = {}
    page = 1
    for place, section in enumerate(definition.sections):
        page += section.starts_page and place > 0
        for question in section.questions:
            found |= {item.name: Spot(page, section.title) for item in question.items}
    return found
