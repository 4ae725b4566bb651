from collections.abc import Collection
from datetime import timedelta

from kast_eval.quality.board_counts import NOT_TOLD, BoardCounts, Boxes, Parts, board_counts
from kast_eval.quality.picture import Middle
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.share import Share
from kast_eval.study.expected import Absence, SheetFacts, State
from tests.quality.at_work import ledger
from tests.quality.test_picture import SPRING, SUMMER, checkin, contact, waited
from tests.study.sheets import FIRST, closed, log, schedule, sheet


def counted(
    facts: Collection[SheetFacts],
    quarter: Quarter = SPRING,
    day: int = 300,
    absences: Collection[Absence] = (),
) -> BoardCounts:
    today = FIRST + timedelta(day)
    return board_counts(schedule(), facts, ledger(facts, day, absences), quarter, today)


def some(counts: BoardCounts, block: Parts) -> dict[int, int]:
    return {part: count for part, count in counts.blocks[block].items() if count}


def test_contacts_are_counted_in_every_part_that_there_is() -> None:
    found = counted([contact(1, 0), contact(2, 1, mode=-7, source=3), contact(3, 200)])
    assert found.contacts == 2
    assert some(found, Parts.SOURCES) == {1: 1, 3: 1}
    assert len(found.blocks[Parts.SOURCES]) == 12
    assert some(found, Parts.MODES) == {1: 1, NOT_TOLD: 1}


def test_who_is_called_after_the_police_has_telephoned() -> None:
    found = counted([contact(1, 0, mode=4), contact(2, 0)])
    assert some(found, Parts.MODES) == {1: 2}
    assert 4 not in found.blocks[Parts.MODES]


def test_a_client_begins_and_ends_once_in_a_quarter() -> None:
    back = [log(1, 40, episode_no=2), closed(50, episode_no=2, reason=2)]
    found = counted([log(1, 0), closed(10), *back])
    assert (found.began, found.closed) == (1, 1)
    assert sum(found.blocks[Parts.WAITS].values()) == 1
    assert sum(found.blocks[Parts.REASONS].values()) == 1


def test_a_box_counts_the_clients_it_was_ticked_for() -> None:
    def held(number: int, code: str, *boxes: str) -> SheetFacts:
        codes = {"attended": 1, **dict.fromkeys(boxes, 1)}
        return sheet("session", number, number, code=code, codes=codes)

    found = counted(
        [held(1, "XX0001A", "m_mi"), held(2, "XX0001A", "m_mi", "m_rp"), held(1, "XX0002B", "m_mi")]
    )
    assert (found.held, found.seen) == (3, 2)
    assert found.content == Boxes({"m_mi": 2, "m_rp": 1}, 2)


def test_what_helped_is_of_clients_who_answered() -> None:
    first = sheet("closing", 5, codes={"help_talk": 1, "help_plan": 0})
    blank = sheet("closing", 5, codes={"help_talk": -7}, code="XX0002B")
    assert counted([first, blank]).helped == Boxes({"help_talk": 1}, 1)


def test_waits_and_answers_are_of_persons() -> None:
    facts = [one for number in range(10) for one in waited(f"XX{number:04}A", 9)]
    facts += [checkin(f"XX{number:04}A", 0, 1, 4) for number in range(10)]
    found = counted(facts)
    assert some(found, Parts.WAITS) == {1: 10}
    assert found.courses["urge_max_7d"] == Middle(10, 4)


def test_clients_stand_behind_the_forms_that_came_and_those_that_did_not() -> None:
    facts = [log(1, 0), sheet("checkin", 0, 1), log(1, 0, code="XX0002B"), contact(1, 0)]
    found = counted(facts)
    assert found.forms == Share(3, 8)
    assert (found.came, found.missed, found.due) == (2, 2, 2)
    excused = Absence(("XX0002B", 1, "start", "t0"), State.EXCUSED.value)
    assert counted(facts, absences=[excused]).forms.whole == 7
    assert counted(facts, day=0).forms == Share(0, 0)


def test_relatives_are_not_told_of() -> None:
    found = counted([sheet("relative_start", 0, code="RX0001A")])
    assert (found.began, found.forms) == (0, Share(0, 0))


def test_another_quarter_is_not_counted() -> None:
    found = counted([log(1, 0), contact(1, 0)], SUMMER)
    assert (found.began, found.held, found.contacts) == (0, 0, 0)
