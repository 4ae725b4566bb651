"""Where releases are planned and made while their pages wait: one at a time, kept for a while."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock, Timer

from kast_eval.actions.read_asked_release import AskedRelease
from kast_eval.actions.steps.prepared_release import Prepared
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.errors import KastEvalError
from kast_eval.paper.release.report import ReleaseReport
from kast_eval.web.quiet_log import log_quietly

LASTS = 15 * 60.0
"""Seconds that something which is ready waits for who asked for it."""

MOST = 20
"""As many pieces of work are remembered."""

AT_ONCE = 1.5
"""Seconds that a page waits, so that what is quick needs no page that waits."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class PlanFound:
    """A plan, and what it tells of the data; `asked` is what somebody is to approve of it."""

    planned: PlannedRelease
    reports: tuple[ReleaseReport, ...]
    asked: AskedRelease | None = None


Result = PlanFound | Prepared


class Aim(StrEnum):
    """What comes of a piece of work."""

    PLAN = "plan"
    FILE = "file"


class GivenUpError(KastEvalError):
    """Work that was given up: its user began something else, or the program ends."""

    def __init__(self) -> None:
        super().__init__("Arbetet avbröts. Ingenting har lämnats ut. Börja om.")


class WorkGoneError(KastEvalError):
    """Work that is no more, or never was this user's."""

    def __init__(self) -> None:
        super().__init__(
            "Det här arbetet finns inte kvar: filen är hämtad, det har gått en kvart, eller så "
            "har programmet startat om. Ingenting halvt har lämnats ut; det som har lämnats står "
            "i listan över utlämnanden. Gör filen en gång till om du behöver den."
        )


@dataclass
class Task:
    """One piece of work: whose, for which recipe, how far it has come, and what came of it."""

    public_id: str
    user_name: str
    recipe: str
    aim: Aim
    done: int = 0
    of: int = 0
    given_up: bool = False
    ended: float | None = None
    future: "Future[Result]" = field(default_factory=Future, repr=False)

    @property
    def is_done(self) -> bool:
        """Tell whether there is nothing more to wait for."""
        return self.future.done()

    def tell(self, done: int, of: int) -> None:
        """Hear how far it has come; what nobody waits for any more ends here."""
        if self.given_up:
            raise GivenUpError
        self.done, self.of = done, of

    @property
    def result(self) -> Result:
        """Return what came of it, or raise what stood in its way."""
        return self.future.result()


class ReleaseDesk:
    """The work of one process; nothing of it outlives the process, and nothing stands on a disk."""

    def __init__(self, now: Callable[[], float] = time.monotonic, at_once: float = AT_ONCE) -> None:
        self._now, self._at_once = now, at_once
        self._tasks: OrderedDict[str, Task] = OrderedDict()
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="releases")

    def begin(self, user_name: str, recipe: str, aim: Aim, do: Callable[[Tell], Result]) -> Task:
        """Begin something in the place of what the user had begun before, and wait a moment."""
        task = Task(secrets.token_urlsafe(16), user_name, recipe, aim)
        with self._lock:
            self._forget(lambda one: one.user_name == user_name)
            self._tasks[task.public_id] = task
            if len(self._tasks) > MOST:
                oldest = next(iter(self._tasks.values()))
                self._forget(lambda one: one is oldest)
        task.future = self._worker.submit(do, task.tell)
        task.future.add_done_callback(lambda _future: self._end(task))
        wait([task.future], timeout=self._at_once)
        return task

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Return everything that is remembered."""
        with self._lock:
            return tuple(self._tasks.values())

    def find(self, user_name: str, public_id: str) -> Task:
        """Return the user's work, or raise WorkGoneError."""
        with self._lock:
            return self._find(user_name, public_id)

    @contextmanager
    def handed_out(self, user_name: str, public_id: str) -> Iterator[Task]:
        """Give the user's work to be handed out, once; where that fails it waits still."""
        with self._lock:
            task = self._find(user_name, public_id)
            del self._tasks[public_id]
        try:
            yield task
        except BaseException:
            with self._lock:
                self._tasks[public_id] = task
            raise

    def _find(self, user_name: str, public_id: str) -> Task:
        self._forget_old()
        task = self._tasks.get(public_id)
        if task is None or task.user_name != user_name:
            raise WorkGoneError
        return task

    def close(self) -> None:
        """Give up what is not done, so that the program can end."""
        with self._lock:
            self._forget(lambda _task: True)
        self._worker.shutdown(cancel_futures=True)

    def _end(self, task: Task) -> None:
        task.ended = self._now()
        if task.future.cancelled():
            return
        error = task.future.exception()
        if error is not None and not isinstance(error, KastEvalError):
            log_quietly(error, "release")
        timer = Timer(LASTS, self.forget_old)
        timer.daemon = True
        timer.start()

    def forget_old(self) -> None:
        """Let go of what nobody came for in time."""
        with self._lock:
            self._forget_old()

    def _forget_old(self) -> None:
        oldest = self._now() - LASTS
        self._forget(lambda one: one.ended is not None and one.ended <= oldest)

    def _forget(self, gone: Callable[[Task], bool]) -> None:
        for task in [one for one in self._tasks.values() if gone(one)]:
            del self._tasks[task.public_id]
            task.given_up = True
            task.future.cancel()
