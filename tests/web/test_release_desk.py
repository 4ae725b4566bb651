import logging
from threading import Event

import pytest

from kast_eval.errors import KastEvalError
from kast_eval.web import release_desk
from kast_eval.web.release_desk import (
    LASTS,
    MOST,
    Aim,
    PlanFound,
    ReleaseDesk,
    Result,
    Task,
    Tell,
    WorkGoneError,
)


class Time:
    """A clock that somebody moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class FetchError(Exception):
    """Something that goes wrong while a file is handed out."""


def nothing(_tell: Tell) -> Result:
    raise KastEvalError("Inget")


def breaks_off(desk: ReleaseDesk, task: Task) -> None:
    with desk.handed_out(task.user_name, task.public_id):
        # Nobody else gets it meanwhile, not even the same person in another tab.
        assert desk.tasks == ()
        raise FetchError


def begun(desk: ReleaseDesk, name: str = "anna", recipe: str = "a") -> Task:
    return desk.begin(name, recipe, Aim.PLAN, nothing)


def test_work_is_its_users_and_lasts_a_quarter_of_an_hour() -> None:
    time = Time()
    desk = ReleaseDesk(time)
    task = begun(desk)
    assert desk.find("anna", task.public_id) is task
    with pytest.raises(WorkGoneError):
        desk.find("berit", task.public_id)
    time.seconds = LASTS - 1
    desk.forget_old()
    assert desk.find("anna", task.public_id) is task
    time.seconds = LASTS
    desk.forget_old()
    assert desk.tasks == ()
    with pytest.raises(WorkGoneError):
        desk.find("anna", task.public_id)


def test_what_goes_wrong_while_it_is_handed_out_leaves_it_there() -> None:
    desk = ReleaseDesk()
    task = begun(desk)
    with pytest.raises(FetchError):
        breaks_off(desk, task)
    with desk.handed_out("anna", task.public_id) as got:
        assert got is task
    with pytest.raises(WorkGoneError), desk.handed_out("anna", task.public_id):
        pass


def test_two_that_fetch_at_once_are_one_who_gets_it() -> None:
    desk = ReleaseDesk()
    task = begun(desk)
    first = desk.handed_out("anna", task.public_id)
    second = desk.handed_out("anna", task.public_id)
    with first, pytest.raises(WorkGoneError), second:
        pass


def test_another_beginning_gives_up_what_was_begun_before() -> None:
    begins, ends = Event(), Event()

    def slowly(tell: Tell) -> Result:
        begins.set()
        ends.wait(60)
        tell(1, 2)
        raise AssertionError

    desk = ReleaseDesk(at_once=0.05)
    slow = desk.begin("anna", "a", Aim.FILE, slowly)
    assert begins.wait(60)
    assert not slow.is_done
    desk.begin("anna", "b", Aim.PLAN, nothing)
    assert slow.given_up
    ends.set()
    assert "avbröts" in str(slow.future.exception(60))
    assert [task.recipe for task in desk.tasks] == ["b"]


def test_progress_is_told() -> None:
    def told(tell: Tell) -> Result:
        tell(3, 9)
        return nothing(tell)

    task = ReleaseDesk().begin("anna", "a", Aim.FILE, told)
    assert (task.done, task.of, task.is_done) == (3, 9, True)
    with pytest.raises(KastEvalError, match="Inget"):
        assert isinstance(task.result, PlanFound)


def test_only_so_much_is_remembered() -> None:
    desk = ReleaseDesk()
    first = begun(desk, "0")
    for number in range(1, MOST + 1):
        begun(desk, str(number))
    assert len(desk.tasks) == MOST
    assert first.given_up


def test_a_closing_program_waits_for_nothing() -> None:
    begins, ends = Event(), Event()

    def slowly(tell: Tell) -> Result:
        begins.set()
        ends.wait(60)
        tell(1, 2)
        raise AssertionError

    desk = ReleaseDesk(at_once=0.05)
    slow = desk.begin("anna", "a", Aim.FILE, slowly)
    waiting = desk.begin("berit", "b", Aim.FILE, nothing)
    assert begins.wait(60)
    ends.set()
    desk.close()
    assert slow.is_done
    assert waiting.future.cancelled() or waiting.is_done
    assert desk.tasks == ()


def test_an_error_of_the_program_is_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_tell: Tell) -> Result:
        raise ValueError("kanariefågel")

    with caplog.at_level(logging.ERROR):
        task = ReleaseDesk().begin("anna", "a", Aim.FILE, broken)
        assert isinstance(task.future.exception(60), ValueError)
    assert "ValueError in release: test_release_desk.py:" in caplog.text
    assert "kanariefågel" not in caplog.text


def test_what_is_quick_needs_no_page_that_waits() -> None:
    assert begun(ReleaseDesk()).is_done
    assert release_desk.AT_ONCE < LASTS
