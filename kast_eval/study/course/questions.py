"""The open questions that a sheet asks, chosen by what the answers show."""

from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.study.course.conversation import OpenQuestion, When
from kast_eval.study.course.read_conversation import ASKED
from kast_eval.study.course.series import Course
from kast_eval.study.course.statements import most_moved, moved
from kast_eval.wording import Language, Wording

Details = Mapping[str, int | Wording]


@dataclass(frozen=True)
class Asked:
    """A question with what is put into its words."""

    question: OpenQuestion
    details: Details

    def in_language(self, language: Language) -> str:
        """Return the question in a language."""
        worded = {
            name: one.in_language(language) if isinstance(one, Wording) else one
            for name, one in self.details.items()
        }
        return self.question.wording.in_language(language).format(**worded)


def questions_of(course: Course) -> tuple[Asked, ...]:
    """Return the questions: at most one a subject, the ruler that has changed most first."""
    first = {series.line.item for series, _ in most_moved(course)}
    subjects = course.conversation.subjects
    found: dict[str, Asked] = {}
    for question in sorted(course.conversation.questions, key=lambda one: one.about not in first):
        details = _details(course, question)
        if details is not None:
            subject = question.name if question.about is None else subjects[question.about]
            found.setdefault(subject, Asked(question, details))
    return tuple(found.values())[:ASKED]


def _details(course: Course, question: OpenQuestion) -> Details | None:
    """Return what is put into the words; None if the data do not show what is asked about."""
    if question.when is When.ALWAYS:
        return {}
    for own in course.own:
        if own.of.item.name == question.about:
            return {"answer": own.wording}
    for series in (*course.curves, *course.since):
        now = series.at(course.newest)
        if series.line.item == question.about and now is not None:
            return _of_answer(question.when, now, moved(course, series))
    return None


def _of_answer(when: When, now: int, by: int | None) -> Details | None:
    if by is not None and when is _COMPARED[(by > 0) - (by < 0)]:
        return {"now": now, "before": now - by}
    fits = {When.ANSWERED: True, When.SOME: now > 0, When.NONE: now == 0}
    return {"now": now} if fits.get(when) else None


_COMPARED = (When.SAME, When.UP, When.DOWN)
"""What a change is called, by its sign: the last one by minus one."""
