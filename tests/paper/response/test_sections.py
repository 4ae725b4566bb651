from dataclasses import replace
from random import Random

import pytest

from kast_eval.answers.read import read_answers
from kast_eval.kinds import Count
from kast_eval.paper.charts.chart import NARROW, WIDE
from kast_eval.paper.report.section import Teller
from kast_eval.paper.response.gaps_section import modes_section
from kast_eval.quality.clinic import STRAIGHT_LINING
from kast_eval.quality.gaps import Gaps
from kast_eval.quality.patterns import Patterns
from kast_eval.quality.rates import ErrorRate
from kast_eval.quality.response import FILL_MODE
from kast_eval.quality.share import Share
from kast_eval.training.random_texts import random_texts
from tests.paper.response.made import (
    DAY,
    ENGLISH,
    SWEDISH,
    TEXTS,
    THREE_CLIENTS,
    TWICE,
    response,
    sections,
    table_of,
)
from tests.quality.at_work import row
from tests.study.sheets import log, schedule

FULL = response(THREE_CLIENTS, TEXTS, TWICE)
EMPTY = response([])


@pytest.mark.parametrize("teller", [SWEDISH, ENGLISH])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("found", [FULL, EMPTY])
def test_every_section_is_drawn_and_told(found: object, teller: Teller, width: float) -> None:
    shown = sections(FULL if found is FULL else EMPTY, teller)
    assert list(shown) == ["flow", "returns", "blanks", "marks", "keying", "modes", "patterns"]
    for section in shown.values():
        assert section.title
        assert all(section.leads)
        for draw in section.charts:
            assert draw(width).alt
        if section.table:
            assert {len(one) for one in section.table.rows} <= {len(section.table.head)}


def test_a_share_never_stands_without_its_numbers_and_interval() -> None:
    assert SWEDISH.share(Share(14, 18)) == "14 av 18 · 78 % (55–91)"
    assert ENGLISH.share(Share(14, 18)) == "14 of 18 · 78% (55–91)"
    assert SWEDISH.share(Share(0, 0)) == "ingen att räkna än"


def test_a_rate_is_told_of_a_thousand_fields() -> None:
    assert SWEDISH.rate(ErrorRate(1, 600)) == "1 av 600 fält · 1,7 per 1 000 (0,0–9,3)"
    assert ENGLISH.rate(ErrorRate(0, 600)) == "0 of 600 fields · 0.0 per 1,000 (0.0–6.1)"
    assert SWEDISH.rate(ErrorRate(0, 0)) == "inget fält att räkna än"


def test_the_flow_is_told_with_windows_and_what_is_missing() -> None:
    flow = sections(FULL)["flow"]
    table = table_of(flow)
    assert table["Kan ingå"] == ("", "4 av 5 · 80 % (38–96)", "0", "1 nej", "0")
    start = table["A Startformulär"]
    assert start == (
        "dag 0 till 28, före samtal 3", "2 av 3 · 67 % (21–94)", "0", "1 saknas", "0",
    )  # fmt: skip
    assert table["G Uppföljning"][0] == "dag 168 till 242 från avslutet"
    assert table["Minst en avstämning"][0] == "samma dag som samtalet"
    assert "Startformulär av dem som kunde ingå, sedan loggen började: 2 av 4" in flow.leads[1]
    assert flow.leads[2].startswith("Startuppgifterna säger: tillfrågade 2 av 2")


def test_while_somebody_waits_it_is_said_that_the_shares_may_sink() -> None:
    told = "även tidigt, men inte dem som väntar"
    assert not any(told in lead for lead in sections(EMPTY)["flow"].leads)
    waiting = sections(response([log(1, 0)], day=0))["flow"]
    assert any(told in lead for lead in waiting.leads)


def test_a_log_with_gaps_is_said_to_be_not_whole() -> None:
    some = [one for one in THREE_CLIENTS if one.form != "contact_log"]
    flow = sections(response([*some, row(1)]))["flow"]
    assert "så den är inte hel" in flow.leads[1]
    assert "tom" in sections(response(some))["flow"].leads[0]


def test_an_empty_clinic_is_told_what_to_do_first() -> None:
    shown = sections(EMPTY)
    assert shown["flow"].leads == (
        "Kontaktloggen är tom. Skriv in den, så syns hur många som kunde ingå.",
    )
    assert shown["returns"].leads == ("Inget formulär väntas än.",)
    assert shown["keying"].leads == ("Inget ark är inskrivet två gånger än.",)
    assert shown["modes"].leads == ("Inget ark säger det än.",)
    assert not any(one.charts for anchor, one in shown.items() if anchor != "flow")


def test_forms_that_are_not_due_yet_have_no_quarter() -> None:
    shown = sections(response([log(1, 0)], day=0))["returns"]
    assert shown.charts == ()
    assert "har öppet fönster" in shown.leads[0]


def test_a_start_form_that_need_not_come_before_a_session_has_a_window_of_days() -> None:
    points = tuple(replace(one, before_session=None) for one in schedule().points)
    teller = replace(SWEDISH, schedule=replace(schedule(), points=points))
    assert table_of(sections(FULL, teller)["flow"])["A Startformulär"][0] == "dag 0 till 28"


def test_the_states_of_a_form_begin_with_what_came() -> None:
    came, expected, states, late = table_of(sections(FULL)["returns"])["A Startformulär"]
    assert came == "2 av 3 · 67 % (21–94)"
    assert (expected, states) == ("3", "2 ifyllt, 1 saknas")
    assert late == "0 av 2 · 0 % (0–66)"


def test_blank_and_unclear_answers_are_told_by_question() -> None:
    mood = next(
        cells
        for name, cells in table_of(sections(FULL)["blanks"]).items()
        if name.endswith("Hur har du mått den senaste veckan?")
    )
    assert mood == (
        "1 av 6 · 17 % (3–56)", "1", "2 av 6 · 33 % (10–70)", "ofta tom, ofta oklar",
    )  # fmt: skip


def test_marks_are_told_by_what_they_became() -> None:
    (cells,) = table_of(sections(FULL)["marks"]).values()
    assert cells[0] == "3 av 6 · 50 % (19–81)"
    assert set(cells[1].split(", ")) == {
        "1 fick ett värde", "1 orimligt eller oläsligt (−6)", "1 ogiltigt – flera kryss (−5)",
    }  # fmt: skip
    assert cells[2] == "–"


def test_a_rule_that_needed_no_mark_is_told_too() -> None:
    texts = [{"since_buy": "0", "since_buy_n": "3"}]
    shown = sections(response(THREE_CLIENTS, texts))["marks"]
    assert shown.charts == ()
    (cells,) = table_of(shown).values()
    assert cells[0].startswith("0 av 1")
    assert cells[2].startswith("1 Besvarad trots")


def test_errors_are_told_by_form_and_of_all() -> None:
    table = table_of(sections(FULL)["keying"])
    assert list(table) == ["A Startformulär", "C Avstämning", "Alla formulär"]
    assert table["Alla formulär"] == ("2", "1 av 59 fält · 16,9 per 1 000 (0,4–90,9)")


def test_ways_of_filling_in_are_told_with_their_share() -> None:
    assert table_of(sections(FULL)["modes"]) == {
        "ensam i rummet": ("6 av 6 · 100 % (61–100)",),
    }


def test_a_way_of_filling_in_without_named_choices_is_not_drawn() -> None:
    modes = FULL.modes
    assert modes is not None
    counted = replace(modes, item=replace(modes.item, kind=Count(largest=9)))
    assert modes_section(counted, SWEDISH).charts == ()


@pytest.mark.parametrize("form", sorted(schedule().forms))
def test_every_question_of_every_form_can_be_told(form: str) -> None:
    definition = schedule().forms[form].as_asked()
    gaps = Gaps(FILL_MODE)
    for seed in range(3):
        texts = random_texts(definition, Random(seed), last_day=DAY)
        gaps.add(definition, read_answers(definition, texts, today=DAY).answers)
    gaps.add(definition, read_answers(definition, {}, today=DAY).answers)
    table = table_of(sections(replace(EMPTY, items=gaps.of_items()))["blanks"])
    assert all(name.startswith(definition.letter) for name in table)


def test_patterns_are_told_with_their_numbers_and_what_they_mean() -> None:
    assert sections(EMPTY)["patterns"].leads == ("Inget ark har svar som kan visa det än.",)
    counted = replace(FULL, patterns=Patterns(Share(2, 8), Share(0, 0)))
    shown = sections(counted)["patterns"]
    assert shown.leads == (STRAIGHT_LINING.reason.sv,)
    assert table_of(shown) == {"Samma ruta i en hel rad": ("2 av 8 · 25 % (7–59)",)}
    both = replace(FULL, patterns=Patterns(Share(2, 8), Share(9, 10)))
    assert len(sections(both)["patterns"].leads) == 2
