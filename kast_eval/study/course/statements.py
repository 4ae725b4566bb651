"""What the sheet says of a course: numbers in neutral words, and nothing of fewer than three."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kast_eval.kinds.choice import Choice
from kast_eval.kinds.scale import Scale
from kast_eval.study.course.series import Course, Series
from kast_eval.wording import Language, Wording, listed, marked, program_text


@dataclass(frozen=True)
class Sentence:
    """A marked text with its details."""

    text: str
    details: Mapping[str, object]

    def in_language(self, language: Language) -> str:
        """Return the sentence in a language."""
        return program_text(self.text, language, **self.details)


def said(sentences: Iterator[Sentence] | tuple[Sentence, ...], language: Language) -> str:
    """Return sentences one after the other."""
    return " ".join(one.in_language(language) for one in sentences)


def series_said(series: Series) -> tuple[Sentence, ...]:
    """Return how a series began, where it is now, and how much of it is missing."""
    return tuple(_sentences(series))


def _sentences(series: Series) -> Iterator[Sentence]:
    name = series.line.name
    count = len(series.answered)
    if not count:
        yield Sentence(marked("{name}: inget svar."), {"name": name})
        return
    if not series.is_enough:
        yield Sentence(
            marked("{name}: {count} svar. Det är för få för att säga mer."),
            {"name": name, "count": count},
        )
    elif isinstance(series.line.kind, Choice):
        yield _ends(series, marked("{name}: {first} vid samtal {start}, {last} vid samtal {end}."))
    else:
        yield from _numbers(series)
    missing = len(series.points) - count
    if missing:
        yield Sentence(
            marked("{missing} av {all} samtal saknar svar."),
            {"missing": missing, "all": len(series.points)},
        )


def _numbers(series: Series) -> Iterator[Sentence]:
    first, last = series.answered[0].code, series.answered[-1].code
    if first == last:
        yield _ends(
            series, marked("{name}: {first} vid samtal {start} och {last} vid samtal {end}.")
        )
    else:
        yield _ends(series, marked("{name}: {first} vid samtal {start}, {last} vid samtal {end}."))
        yield Sentence(_change(series, last - first), {"steps": abs(last - first)})
    codes = [point.code for point in series.answered]
    if min(codes) < min(first, last) or max(codes) > max(first, last):
        yield Sentence(
            marked("Lägst {low}, högst {high}."), {"low": min(codes), "high": max(codes)}
        )


def _change(series: Series, by: int) -> str:
    if isinstance(series.line.kind, Scale):
        return marked("Det är {steps} steg upp.") if by > 0 else marked("Det är {steps} steg ned.")
    return marked("Det är {steps} fler.") if by > 0 else marked("Det är {steps} färre.")


def _ends(series: Series, text: str) -> Sentence:
    first, last = series.answered[0], series.answered[-1]
    return Sentence(
        text,
        {
            "name": series.line.name,
            "first": worded(series, first.code),
            "last": worded(series, last.code),
            "start": first.session,
            "end": last.session,
        },
    )


def worded(series: Series, code: int) -> Wording | int:
    """Return an answer as it is said: a choice by its words, a number as it is."""
    match series.line.kind:
        case Choice(choices=choices):
            return choices[code]
        case _:
            return code


def moved(course: Course, series: Series) -> int | None:
    """Return how far a ruler went since last time; None where that must not be said."""
    before, now = series.at(course.previous), series.at(course.newest)
    if before is None or now is None or not series.is_enough:
        return None
    return now - before


def most_moved(course: Course) -> tuple[tuple[Series, int], ...]:
    """Return the rulers that went farthest since last time: several if they went as far."""
    steps = [(series, moved(course, series)) for series in course.curves]
    known = [(series, by) for series, by in steps if by]
    farthest = max((abs(by) for _, by in known), default=0)
    return tuple((series, by) for series, by in known if abs(by) == farthest)


def missing_said(course: Course) -> tuple[Sentence, ...]:
    """Return that the last session has no check-in, so that an older one is not taken for it."""
    last = max(course.sessions, default=0)
    if course.newest is None or course.newest == last:
        return ()
    return (
        Sentence(
            marked("Avstämningen vid samtal {last} saknas. Det här är från samtal {session}."),
            {"last": last, "session": course.newest},
        ),
    )


def most_said(course: Course) -> tuple[Sentence, ...]:
    """Return which rulers changed most since last time, up or down, or which stayed."""
    compared = [series.line.name for series in course.curves if moved(course, series) is not None]
    if not compared:
        return ()
    since = {"session": course.previous}
    most = most_moved(course)
    if not most:
        # What else was asked may well have changed, so it is told of what this is.
        told = since | {"names": listed(compared)}
        return (Sentence(marked("Samma som vid samtal {session}: {names}."), told),)
    return tuple(
        Sentence(
            _most(by, first=place == 0),
            {"name": series.line.name, "steps": abs(by), **since},
        )
        for place, (series, by) in enumerate(most)
    )


def _most(by: int, *, first: bool) -> str:
    if first and by > 0:
        return marked("Mest ändrat sedan samtal {session}: {name}, {steps} steg upp.")
    if first:
        return marked("Mest ändrat sedan samtal {session}: {name}, {steps} steg ned.")
    if by > 0:
        return marked("Lika mycket: {name}, {steps} steg upp.")
    return marked("Lika mycket: {name}, {steps} steg ned.")
