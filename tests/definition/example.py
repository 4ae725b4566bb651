"""The forms of the study, and a small form that tests write to a folder and spoil in one place."""

from functools import cache
from pathlib import Path

from kast_eval.definition.library import Library, read_library

REAL_FORMS = Path(__file__).parents[2] / "forms"

HEAD = """\
head: 1
legend: {sv: Kryssa, en: Cross}
legend_staff: {sv: Kryssa, en: Cross}
printed:
  - name: fill_date
    question: {sv: Ifyllt den, en: Filled in on}
    role: quasi
    answer: {kind: day}
    export: {name: study_day}
kept:
  - name: person_type
    question: {sv: Personen är, en: The person is}
    role: other
    answer: {kind: choice, choices: {1: {sv: a, en: a}, 2: {sv: b, en: b}}}
"""

FORM = """\
form: tiny
version: 1
letter: T
title: {sv: Litet, en: Tiny}
instruction: {sv: Svara, en: Answer}
closing: {sv: Tack, en: Thank you}
filled_in_by: client
timing: t0
pages: 2
page_codes: [90, 91]
head: {file: head-1, items: [fill_date]}
sections:
  - title: {sv: Om dig, en: About you}
    intro: {sv: Inledning, en: Introduction}
    questions:
      - number: 1
        name: age_years
        question: {sv: Hur gammal är du, en: How old are you}
        hint: {sv: I år, en: In years}
        role: quasi
        answer: {kind: count, smallest: 18, largest: 99, unit: {sv: år, en: years}}
        export:
          name: age_group
          bands:
            - {from: 18, to: 44, sv: yngre, en: younger}
            - {from: 45, to: 99, sv: äldre, en: older}
        hierarchy: [[[1, 2]]]
      - number: 2
        name: goal
        question: {sv: Mål, en: Goal}
        role: sensitive
        answer:
          kind: choice
          ordered: true
          choices:
            1: {sv: sluta, en: stop}
            97: {sv: annat, en: other, write_in: goal_txt}
  - title: {sv: Mer, en: More}
    starts_page: true
    questions:
      - number: 3
        name: reason
        question: {sv: Varför, en: Why}
        role: other
        asked: on request
        only_if: {goal: [1]}
        answer:
          kind: several
          at_most: 1
          options:
            police: {sv: polis, en: police}
            other: {sv: annat, en: other, write_in: reason_txt}
          none: {sv: inget, en: none}
      - number: 4
        question: {sv: Påverkan, en: Effect}
        role: sensitive
        answer: {kind: scale, smallest: 0, largest: 4, anchors: {0: {sv: a, en: a}}}
        rows:
          - {name: harm_rel, label: {sv: relationer, en: relations}}
          - {name: harm_work, label: {sv: arbete, en: work}, number: 4x}
      - number: 5
        question: {sv: Hur många, en: How many}
        hint: {sv: Skriv 0, en: Write 0}
        role: sensitive
        columns: [{sv: 30 dagar, en: 30 days}, {sv: 90 dagar, en: 90 days}]
        rows:
          - label: {sv: möte, en: in person}
            items:
              - {name: buy_30d_n, number: "5", answer: {kind: count, largest: 99, window: 30}}
              - {name: buy_90d_n, number: "6", answer: {kind: count, largest: 99}}
      - number: 7
        name: words_txt
        question: {sv: Ord, en: Words}
        role: text
        answer: {kind: words, lines: 2}
      - number: 8
        name: note_txt
        question: {sv: Anteckning, en: Note}
        role: text
        answer: {kind: words, largest: 60}
checks:
  - rule: buy_30d_n <= buy_90d_n
    message: {sv: Fler på 30, en: More in 30}
  - rule: buy_90d_n != 66
    hard: true
    message: {sv: Inte 66, en: Not 66}
"""


@cache
def real_library() -> Library:
    """Return the forms of the study, read once for all tests."""
    return read_library(REAL_FORMS)


def write_example(folder: Path, form: str = FORM, head: str = HEAD) -> Path:
    """Write the form and its head to `folder`, and return the form's path."""
    (folder / "head-1.yaml").write_text(head, encoding="utf-8")
    path = folder / "tiny-1.yaml"
    path.write_text(form, encoding="utf-8")
    return path
