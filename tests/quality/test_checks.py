from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.check import Asks
from kast_eval.quality.checks import CHECKS, CLIENT_CHECKS, findings
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, checked_sheet
from kast_eval.study.timepoint import timepoint
from kast_eval.training.clients import generate_clients
from tests.actions.at_the_clinic import library
from tests.quality.made import closed, found, held, made

ANSWERS = {
    "since_buy": "1", "since_buy_n": "2", "since_main": "1", "urge_max_7d": "6",
    "confidence": "4", "mood_7d": "5", "sess_understood": "9",
}  # fmt: skip

# What trips each check, and the nearest that does not.
CASES: dict[str, tuple[list[CheckedSheet], list[CheckedSheet]]] = {
    "closing_before_start": (
        [held(1, "2026-02-02"), closed("2026-02-01")],
        [held(1, "2026-02-02"), closed("2026-02-02")],
    ),
    "form_e_before_form_a": (
        [made("start", fill_date="2026-02-02"), made("closing", fill_date="2026-02-01")],
        [made("start", fill_date="2026-02-02"), made("closing", fill_date="2026-02-02")],
    ),
    "followup_before_closing": (
        [closed("2026-02-02"), made("followup", 3, fill_date="2026-02-01")],
        [closed("2026-02-02"), made("followup", 3, fill_date="2026-05-02")],
    ),
    "followup_too_early": (
        [closed("2026-02-02"), made("followup", 6, fill_date="2026-07-01")],
        [closed("2026-02-02"), made("followup", 6, fill_date="2026-07-02")],
    ),
    "followup_without_closing": (
        [held(1, "2026-02-02"), made("followup", 6, fill_date="2026-08-02")],
        # The closing form alone closes a contact too.
        [
            made("closing", fill_date="2026-02-02"), made("followup", 6, fill_date="2026-08-02"),
        ],
    ),
    "sessions_out_of_order": (
        [held(1, "2026-02-09"), held(3, "2026-02-02")],
        # Without its day of the month a date proves nothing.
        [held(1, "2026-02-09"), held(3, "2026-02")],
    ),
    "same_form_same_day": (
        [held(1, "2026-02-02"), held(2, "2026-02-02")],
        # One of the two was cancelled, and held later the same day.
        [made("session", 1, session_date="2026-02-02", attended="2"), held(2, "2026-02-02")],
    ),
    "days_of_one_session_differ": (
        [held(2, "2026-02-02"), made("checkin", 2, fill_date="2026-02-03")],
        [held(2, "2026-02-02"), made("checkin", 3, fill_date="2026-02-03")],
    ),
    "session_after_closing": (
        [held(1, "2026-02-02"), held(2, "2026-02-03"), closed("2026-02-02")],
        # The closing form itself may come by post.
        [held(1, "2026-02-02"), made("closing", fill_date="2026-02-09"), closed("2026-02-02")],
    ),
    "sheet_after_silence": (
        [
            held(1, "2026-02-02"), made("closing", fill_date="2026-02-09"),
            closed("2026-02-02", close_reason="3"),
        ],
        [held(1, "2026-02-02"), closed("2026-02-02", close_reason="3")],
    ),
    "sheet_after_withdrawal": (
        [
            made("deviation", 1, deviation_date="2026-02-02", deviation_kind="1"),
            closed("2025-11-02"), made("followup", 3, fill_date="2026-02-03"),
        ],
        # The counsellor's own log of the session goes on.
        [
            made("deviation", 1, deviation_date="2026-02-02", deviation_kind="1"),
            made("closing", fill_date="2025-11-02"),
            made("followup", 3, fill_date="2026-02-02"), held(1, "2026-02-03"),
        ],
    ),
    "sheet_of_earlier_episode": (
        [held(1, "2026-02-02"), closed("2026-03-02"), held(1, "2026-03-02", 2)],
        [held(1, "2026-02-02"), closed("2026-03-02"), held(1, "2026-03-03", 2)],
    ),
    "closed_twice": (
        [held(1, "2026-02-02"), closed("2026-02-02"), closed("2026-02-03", 2)],
        [closed("2026-02-02"), held(1, "2026-06-02", 2), closed("2026-07-03", 2)],
    ),
    "session_number_leaps": (
        [held(1, "2026-02-02"), held(5, "2026-03-02")],
        # Two sessions without any sheet may lie in another pile.
        [held(2, "2026-02-02"), held(5, "2026-03-02")],
    ),
    "checkin_without_session": (
        [made("checkin", 2, mood_7d="5"), held(3, "2026-02-02")],
        # The log may lie in a pile that is keyed tomorrow.
        [made("checkin", 2, mood_7d="5"), held(1, "2026-02-02")],
    ),
    "checkin_not_held": (
        [made("checkin", 1, mood_7d="5"), made("session", 1, attended="3")],
        [made("checkin", 1, mood_7d="5"), made("session", 1, attended="?")],
    ),
    "more_sessions_than_logged": (
        [held(1, "2026-02-02"), closed("2026-02-02", sessions_total="2")],
        # «1-2» may be one.
        [held(1, "2026-02-02"), closed("2026-02-02", sessions_total="1-2")],
    ),
    "fewer_sessions_than_logged": (
        [held(1, "2026-02-02"), closed("2026-02-02", sessions_total="0")],
        # It is not written whether the second was held.
        [held(1, "2026-02-02"), made("session", 2), closed("2026-02-02", sessions_total="0")],
    ),
    "staff_says_otherwise": (
        [made("start_staff", incl_buyer="0"), made("start", buy_ever="1")],
        [made("start_staff", incl_buyer="?"), made("start", buy_ever="1")],
    ),
    "no_after_yes": (
        [made("start", None, 1, buy_ever="1"), made("start", None, 2, buy_ever="0")],
        [made("start", None, 1, buy_ever="0"), made("start", None, 2, buy_ever="1")],
    ),
    "fewer_in_longer_time": (
        [
            made("start", fill_date="2026-01-01", buy_ever="1", buy_phys_30d_n="4"),
            made("closing", fill_date="2026-03-02", buy_phys_90d_n="3"),
        ],
        # After 61 days some of the first 30 are outside the 90.
        [
            made("start", fill_date="2026-01-01", buy_ever="1", buy_phys_30d_n="4"),
            made("closing", fill_date="2026-03-03", buy_phys_90d_n="3"),
        ],
    ),
    "age_moves": (
        [
            made("start", None, 1, fill_date="2024-06-01", age_years="40"),
            made("start", None, 2, fill_date="2026-05-31", age_years="39"),
        ],
        # The birthday may lie between the days, or not.
        [
            made("start", None, 1, fill_date="2024-06-01", age_years="40"),
            made("start", None, 2, fill_date="2026-05-31", age_years="41"),
        ],
    ),
    "identical_answers": (
        [made("checkin", 1, **ANSWERS), made("checkin", 2, **ANSWERS)],
        [made("checkin", 1, **ANSWERS), made("checkin", 2, **{**ANSWERS, "mood_7d": "6"})],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_check_finds_its_case_and_spares_the_near_miss(name: str) -> None:
    case, near_miss = CASES[name]
    assert found(*case) == [name]
    assert found(*near_miss) == []


def test_every_check_of_clients_has_its_case() -> None:
    of_person_type = {"other_behaviour_buys"}
    assert {check.name for check in CLIENT_CHECKS} == CASES.keys() | of_person_type


def test_a_client_of_other_behaviour_who_reports_a_purchase_is_asked_about_once() -> None:
    start = made("start", buy_ever="1", buy_phys_30d_n="2")
    checkin = made("checkin", 1, since_buy="1")
    assert found(start, checkin, person_type=2) == ["other_behaviour_buys"]
    assert found(checkin, person_type=2) == ["other_behaviour_buys"]
    assert found(made("start", buy_ever="0"), person_type=2) == []
    # The sheet itself is asked about already: the paper leads past the count.
    assert found(made("start", buy_ever="0", buy_phys_30d_n="2"), person_type=2) == []
    assert found(start, checkin) == []


@pytest.mark.parametrize(
    "sheets",
    [
        # A relapse that was told of at three months cannot be none at six.
        (
            closed("?"),
            made("followup", 3, relapse_any="1"),
            made("followup", 6, relapse_any="0"),
        ),
        (made("checkin", 1, since_buy="1"), made("start", None, 2, buy_ever="0")),
    ],
)
def test_a_no_after_a_yes_is_found_on_every_form(sheets: tuple[CheckedSheet, ...]) -> None:
    assert found(*sheets) == ["no_after_yes"]


@pytest.mark.parametrize(
    "sheets",
    [
        (
            closed("?"),
            made("followup", 3, relapse_any="0"),
            made("followup", 6, relapse_any="1"),
        ),
        (made("start", age_years="40"), made("start", None, 2, age_years="20")),
        (made("start", buy_phys_30d_n="4"), made("closing", buy_phys_90d_n="3")),
        # The paper leads past the count, and asks so itself.
        (
            made("start", fill_date="2026-01-01", buy_ever="0", buy_phys_30d_n="4"),
            made("closing", fill_date="2026-02-01", buy_phys_90d_n="3"),
        ),
        (
            made("start", fill_date="2026-01-01", buy_ever="1", buy_phys_30d_n="4"),
            made("closing", fill_date="2026-02-01"),
        ),
        (closed("2026-02"), held(1, "2026-02-20")),
        (made("deviation", 1, deviation_kind="1"), made("checkin", 1, fill_date="2026-02-03")),
        # Three answers alike are no wonder, nor is the same box in every scale.
        (made("checkin", 1, mood_7d="5"), made("checkin", 2, mood_7d="5")),
        (
            made("checkin", 1, **dict.fromkeys(ANSWERS, "1")),
            made("checkin", 2, **dict.fromkeys(ANSWERS, "1")),
        ),
        (made("checkin", 1, **ANSWERS), made("checkin", 2, **{**ANSWERS, "mood_7d": ""})),
    ],
)
def test_what_is_not_written_proves_nothing(sheets: tuple[CheckedSheet, ...]) -> None:
    assert found(*sheets) == []


def test_a_late_sheet_of_the_episode_before_is_found_by_the_later_of_its_closing_days() -> None:
    late = made("followup", 6, 2, fill_date="2026-03-05")
    before = (closed("2026-03-02"), made("closing", fill_date="2026-03-05"))
    assert found(*before, closed("2026-06-02", 2), held(1, "2026-06-02", 2), late) == [
        "followup_before_closing", "sheet_of_earlier_episode",
    ]  # fmt: skip
    # Nobody has said when the one before ended.
    assert found(closed("?"), held(1, "2026-03-02", 2)) == []


def test_a_first_sheet_of_a_high_number_leaps_from_the_start() -> None:
    assert found(held(3, "2026-02-02")) == []
    assert found(held(4, "2026-02-02")) == ["session_number_leaps"]


def test_other_sheets_of_other_episodes_are_no_concern_of_each_other() -> None:
    assert found(held(1, "2026-02-02"), closed("2026-02-02"), held(1, "2026-08-03", 2)) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_tidy_and_untidy_papers_of_training_raise_no_false_alarm(seed: int) -> None:
    clients = generate_clients(seed, library().newest_forms, "XX", 24, last_day=date(2026, 11, 22))
    for client in clients:
        sheets = tuple(
            checked_sheet(
                str(place), one.definition, one.texts,
                episode_no=1, timepoint=timepoint(one.definition.timing, one.number),
                number=one.number, person_type=client.person_type,
            )
            for place, one in enumerate(client.sheets)
        )  # fmt: skip
        assert list(findings(ClientSheets(client.person_type, sheets))) == []


def test_the_same_texts_are_the_same_finding_in_any_order_and_others_another() -> None:
    sheets = [held(1, "2026-02-09"), held(2, "2026-02-02")]
    (first,) = findings(ClientSheets(1, tuple(sheets)))
    (again,) = findings(ClientSheets(1, tuple(reversed(sheets))))
    (other,) = findings(ClientSheets(1, (held(1, "2026-02-09"), held(2, "2026-02-03"))))
    assert first.key == again.key != other.key


@given(st.sets(st.sampled_from(sorted(CASES)), max_size=4), st.integers(1, 3))
def test_no_sheets_of_any_kind_make_a_check_fail(names: set[str], person_type: int) -> None:
    sheets = [sheet for name in sorted(names) for case in CASES[name] for sheet in case]
    known = found(*sheets, person_type=person_type)
    assert set(known) <= CHECKS.keys()


def test_every_check_names_items_that_the_forms_have() -> None:
    for check in CHECKS.values():
        assert check.concerns
        for form, item in check.concerns:
            assert library().newest(form).item(item).name == item


def test_who_is_asked_is_decided_for_each_check() -> None:
    by_asks = {asks: [one.name for one in CHECKS.values() if one.asks is asks] for asks in Asks}
    assert by_asks[Asks.LEAD] == ["sheet_after_withdrawal", "starts_unlogged"]
    assert by_asks[Asks.NOBODY] == ["straight_lining", "round_numbers"]
    hard = [one.name for one in CHECKS.values() if one.hard]
    assert hard == ["closing_before_start", "followup_before_closing", "sessions_out_of_order"]
