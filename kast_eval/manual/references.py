"""References in the manual's text: {A16}, {start.main_days_30d}, {A}, {kap 10}, {bil 3}."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kast_eval.definition.form import FormDefinition, Item, Question
from kast_eval.definition.numbered import numbered
from kast_eval.manual.errors import ManualError
from kast_eval.manual.tree import Run, Runs
from kast_eval.wording import marked

_REFERENCE = re.compile(r"\{([^{}]+)\}")
_CHAPTER = re.compile(r"(kap|bil) ([0-9]+)")
_SENTENCE_END = re.compile(r"(?:^|[.?!]\s)$")


@dataclass(frozen=True)
class ChapterName:
    """Where a chapter is found: its label, title and anchor."""

    label: str
    title: str
    anchor: str


@dataclass(frozen=True)
class QuestionPlace:
    """A question that a text speaks of, and the item if it names a single one."""

    definition: FormDefinition
    question: Question
    item: Item


def form_anchor(form: str) -> str:
    """Return the anchor of a form's section."""
    return f"formular-{form}"


def question_anchor(definition: FormDefinition, item: str) -> str:
    """Return the anchor of an item's paragraph; the items of the head have one for all forms."""
    form = "huvud" if any(one.name == item for one in definition.head) else definition.form
    return f"fraga-{form}-{item}"


@dataclass(frozen=True)
class References:
    """Everything that a text can refer to."""

    forms: tuple[FormDefinition, ...]
    chapters: Mapping[str, ChapterName]
    """By «kap 10» and «bil 3»; only the chapters of the edition."""

    def resolve(self, text: str, file: str, line: int, *, bold: bool = False) -> Runs:
        """Return the text with its references as links, or raise ManualError at one that is gone.

        `line` is where the text begins in its file.
        """
        runs: list[Run] = []
        start = 0
        for match in _REFERENCE.finditer(text):
            before = text[start : match.start()]
            at = line + text.count("\n", 0, match.start())
            opens = bool(_SENTENCE_END.search(text[: match.start()]))
            run = self._run(match[1], opens=opens)
            if run is None:
                raise _gone(match[0], file, at)
            runs += [_words(before, bold=bold), replace(run, bold=bold)]
            start = match.end()
        runs.append(_words(text[start:], bold=bold))
        return tuple(run for run in runs if run.text)

    def form(self, text: str) -> FormDefinition | None:
        """Return the form that a reference names by its letter, or None."""
        return next((one for one in self.forms if one.letter == text), None)

    def question(self, text: str) -> QuestionPlace | None:
        """Return the question that a reference names by its number, or None."""
        for definition in self.forms:
            if text.startswith(definition.letter):
                for question in definition.questions:
                    for item in question.items:
                        if numbered(definition, item.number) == text:
                            return QuestionPlace(definition, question, item)
                    if numbered(definition, question.number) == text:
                        return QuestionPlace(definition, question, question.items[0])
        return None

    def _run(self, reference: str, *, opens: bool) -> Run | None:
        chapter = _CHAPTER.fullmatch(reference)
        form = self.form(reference)
        place = self.question(reference)
        if chapter and reference in self.chapters:
            word = "kapitel" if chapter[1] == "kap" else "bilaga"
            number, anchor = chapter[2], self.chapters[reference].anchor
        elif form:
            word, number, anchor = "formulär", form.letter, form_anchor(form.form)
        elif place:
            anchor = question_anchor(place.definition, place.item.name)
            return Run(reference, target=anchor)
        else:
            return self._variable(reference)
        return Run(f"{word.capitalize() if opens else word} {number}", target=anchor)

    def _variable(self, reference: str) -> Run | None:
        name, _, item = reference.partition(".")
        for definition in self.forms:
            if definition.form == name and any(one.name == item for one in definition.items):
                return Run(item, target=question_anchor(definition, item))
        return None


def _gone(reference: str, file: str, line: int) -> ManualError:
    return ManualError(
        file,
        line,
        marked("{reference} finns inte i formulären eller bland kapitlen. Rätta eller ta bort."),
        reference=reference,
    )


def _words(text: str, *, bold: bool) -> Run:
    return Run(text.replace("\n", " "), bold)
