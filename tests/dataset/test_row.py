from dataclasses import replace

import pytest

from kast_eval.dataset.days import read_session_days
from kast_eval.dataset.row import UnreadableSheetError, code_rows
from kast_eval.kinds.answer import Ruling
from kast_eval.wording import Language
from tests.dataset.made import CHECKIN, SESSION, START, TODAY, code, codes, first_session, sheet


def test_a_row_says_whose_sheet_it_is_and_when_it_belongs() -> None:
    row = codes(sheet(CHECKIN, 7, person="ABCDEFGHJK", person_type=2, episode_no=2))
    assert (row["person_id"], row["site_code"]) == ("ABCDEFGHJK", "0680")
    assert (row["form_version"], row["timepoint"]) == (1, "s07")
    assert (row["person_type"], row["episode_no"], row["session_no"]) == (2, 2, 7)
    # A sheet that was handed in has no reason why it was not.
    assert row["not_offered_reason"] == -1


def test_a_start_form_is_of_no_session() -> None:
    row = codes(sheet(START))
    assert (row["timepoint"], row["session_no"]) == ("t0", -1)


@pytest.mark.parametrize(
    ("text", "stands_as"),
    [
        ("04", 4), ("0", 0), ("2-3", 3), ("t", -2), ("?", -3), ("v", -4), ("o", -6), ("x", -6),
        ("", -7),
    ],
)  # fmt: skip
def test_a_text_leaves_as_its_code_or_its_reason(text: str, stands_as: int) -> None:
    assert codes(sheet(START, buy_ever="1", buy_phys_30d_n=text))["buy_phys_30d_n"] == stands_as


def test_two_ticks_where_one_is_asked_for_leave_as_their_reason() -> None:
    assert codes(sheet(START, gender="1|2"))["gender"] == -5


def test_what_the_paper_leads_past_is_skipped() -> None:
    row = codes(sheet(START, buy_ever="0"))
    assert (row["buy_phys_30d_n"], row["buy_12m_cat"]) == (-1, -1)
    row = codes(sheet(CHECKIN, 1, person_type=2))
    assert (row["since_buy"], row["since_buy_n"]) == (-1, -1)


def test_what_the_paper_did_not_ask_says_so() -> None:
    assert codes(sheet(START))["readiness"] == -9
    asked = sheet(START, optional=frozenset({"readiness"}), readiness="7")
    assert codes(asked)["readiness"] == 7


def test_what_only_another_version_asks_says_so() -> None:
    newer = replace(START, version=2, sections=START.sections[1:])
    one = sheet(START, gender="2")
    other = replace(one, definition=newer, texts={})
    rows = list(code_rows([START, newer], [one, other], read_session_days([]), TODAY))
    assert [row.codes["gender"] for row in rows] == [2, -9]
    assert [row.codes["form_version"] for row in rows] == [1, 2]
    assert len({tuple(row.codes) for row in rows}) == 1


FLAGS = ("amb_flag", "route_flag", "max_flag", "incons_flag", "date_imputed")


@pytest.mark.parametrize(
    ("one", "flag", "ruled"),
    [
        (sheet(START, buy_phys_30d_n="2-3", buy_ever="1"), "amb_flag",
         ("buy_phys_30d_n", Ruling.AMBIGUOUS)),
        (sheet(START, urge_max_7d="x"), "amb_flag", ("urge_max_7d", Ruling.AMBIGUOUS)),
        (sheet(START, buy_ever="0", buy_12m_cat="2"), "route_flag",
         ("buy_12m_cat", Ruling.SKIP_ANSWERED)),
        (first_session(attended="1", m="1 2 3 4 5"), "max_flag", ("m", Ruling.TOO_MANY)),
        (sheet(START, trig="1 0"), "incons_flag", ("trig", Ruling.CONTRADICTION)),
    ],
)  # fmt: skip
def test_a_ruling_sets_the_flag_of_the_sheet_and_names_the_item(
    one: object, flag: str, ruled: tuple[str, Ruling]
) -> None:
    row = code(one)  # type: ignore[arg-type]  # The table holds sheets.
    assert [name for name in FLAGS if row.codes[name]] == [flag]
    assert row.rulings == (ruled,)


def test_a_clear_sheet_has_no_flag() -> None:
    row = code(first_session(attended="2", next_booked="0"))
    assert [row.codes[name] for name in FLAGS] == [0, 0, 0, 0, 0]
    assert row.rulings == ()


def test_items_that_contradict_each_other_are_each_named() -> None:
    row = code(sheet(START, buy_ever="1", buy_phys_30d_n="5", buy_phys_90d_n="4"))
    assert row.rulings == (
        ("buy_phys_30d_n", Ruling.CONTRADICTION),
        ("buy_phys_90d_n", Ruling.CONTRADICTION),
    )
    # Both stand as written.
    assert (row.codes["buy_phys_30d_n"], row.codes["buy_phys_90d_n"]) == (5, 4)


def test_a_text_that_no_rule_reads_any_more_stops_the_export_without_being_told() -> None:
    with pytest.raises(UnreadableSheetError) as stopped:
        code(sheet(CHECKIN, 3, mood_7d="hemligt"))
    for language in Language:
        told = stopped.value.in_language(language)
        assert "hemligt" not in told
        assert "mood_7d" in told
        assert "s03" in told


def test_a_log_of_a_session_that_was_not_held_asks_nothing_of_it() -> None:
    row = codes(sheet(SESSION, 2, attended="3", next_booked="1"))
    assert {row["mode"], row["minutes_cat"], row["m_mi"], row["form_c_used"]} == {-1}
