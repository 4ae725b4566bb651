"""A report in a bundle: the same figures as facts for a program and as a PDF for a person."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kast_eval.paper.report.report import ReportHead, print_report
from kast_eval.paper.report.section import Section, Teller


@dataclass(frozen=True)
class ReleaseReport:
    """One report: its name, which is that of its files, and what it says.

    `facts` holds numbers, codes and names of the study only, never anybody's words.
    """

    name: str
    title: str
    facts: Mapping[str, object]
    sections: tuple[Section, ...]
    leads: tuple[str, ...] = ()


def report_files(
    report: ReleaseReport, teller: Teller, day: date, *, training: bool
) -> dict[str, bytes]:
    """Return the two files of a report by name; the same report and day give the same bytes."""
    head = ReportHead(report.title, day.isoformat(), report.leads)
    facts = {"report": report.name, "day": day.isoformat(), "training": training, **report.facts}
    return {
        f"report/{report.name}.json": (
            json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        ).encode(),
        f"report/{report.name}.pdf": print_report(head, report.sections, teller, training=training),
    }


def names_in(facts: object) -> Iterator[str]:
    """Give the names that the program itself has put in the facts: keys, and members of its enums.

    A text that is neither may have come from anywhere, and is no name of the program's.
    """
    match facts:
        case Mapping():
            for name, value in facts.items():
                yield str(name)
                yield from names_in(value)
        case list() | tuple():
            for value in facts:
                yield from names_in(value)
        case StrEnum():
            yield facts.value
        case _:
            pass
