"""The golden set: made-up courses with what the sheet is to say of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from kast_eval.kinds.answer import Answer, Missing
from kast_eval.study.course.own import AnsweredSheet
from kast_eval.study.course.read_conversation import read_conversation
from kast_eval.study.course.series import Course, course_of
from tests.definition.example import REAL_FORMS, real_library

GOLDEN = Path(__file__).parent / "golden"
FORMS = real_library().newest_forms
CONVERSATION = read_conversation(REAL_FORMS, FORMS)
FIRST_DAY = date(2026, 1, 7)
ITEMS: Mapping[str, str] = {
    "urge": "urge_max_7d", "confidence": "confidence", "mood": "mood_7d", "main": "since_main",
    "rating": "sess_useful", "mode": "fill_mode",
}  # fmt: skip
MISSING: Mapping[str, Missing] = {
    ".": Missing.UNANSWERED, "v": Missing.REFUSED, "?": Missing.DONT_KNOW,
    "o": Missing.UNREADABLE, "t": Missing.NOT_APPLICABLE, "s": Missing.SKIPPED,
}  # fmt: skip
NO_SHEET, NO_ITEM, YES = "-", "/", "y"


@dataclass(frozen=True)
class Case:
    name: str
    fields: Mapping[str, str]
    says: tuple[str, ...]
    missing: tuple[str, ...]
    most: tuple[str, ...]
    asks: tuple[str, ...]
    own: Mapping[str, str]
    ratings: tuple[int | str, ...]

    def words(self, name: str) -> list[str]:
        return str(self.fields.get(name, "")).split()

    @property
    def episode(self) -> int | None:
        return int(self.fields["episode"]) if "episode" in self.fields else None

    @property
    def course(self) -> Course:
        return course_of(CONVERSATION, [*self._start(), *self._sessions()], self.episode)

    def _start(self) -> Iterator[AnsweredSheet]:
        answers: dict[str, Answer] = {}
        if "goal" in self.fields:
            answers["goal_main"] = read(str(self.fields["goal"]))
        for kind in (one.kind for one in CONVERSATION.start if one.item.name == "trig"):
            ticked = self.words("trig")
            if ticked == ["v"]:
                answers["trig"] = Answer((Missing.REFUSED.value,) * 9)
            elif ticked:
                options = getattr(kind, "options")  # noqa: B009 - the kind is that of several ticks.
                answers["trig"] = Answer(tuple(int(one in ticked) for one in options))
        if answers:
            texts = {"goal_main_txt": str(self.fields.get("goal_words", ""))}
            yield AnsweredSheet("start", 1, None, FIRST_DAY, answers, texts)

    def _sessions(self) -> Iterator[AnsweredSheet]:
        count = max(len(self.words(name)) for name in (*ITEMS, "buy"))
        numbers = self.words("sessions") or [str(place + 1) for place in range(count)]
        episodes = self.words("episodes") or ["1"] * count
        for place, (number, episode) in enumerate(zip(numbers, episodes, strict=True)):
            session = int(number)
            day = FIRST_DAY + timedelta(7 * session)
            told = {name: self.words(name)[place] for name in (*ITEMS, "buy") if self.words(name)}
            if NO_SHEET in told.values():
                yield AnsweredSheet("session", int(episode), session, day)
            else:
                yield AnsweredSheet("checkin", int(episode), session, day, dict(answers(told)))


def answers(told: Mapping[str, str]) -> Iterator[tuple[str, Answer]]:
    for name, text in told.items():
        if text == NO_ITEM:
            continue
        if name == "buy":
            yield from purchases(text)
        else:
            yield ITEMS[name], read(text)


def purchases(text: str) -> Iterator[tuple[str, Answer]]:
    if text in MISSING:
        yield "since_buy", read(text)
        yield "since_buy_n", read(text)
    elif text == "0":
        yield "since_buy", read("0")
        yield "since_buy_n", read("s")
    else:
        yield "since_buy", read("1")
        yield "since_buy_n", read("." if text == YES else text)


def read(text: str) -> Answer:
    return Answer((MISSING[text].value if text in MISSING else int(text),))


def golden() -> Iterator[Case]:
    for file in sorted(GOLDEN.glob("*.yaml")):
        for one in yaml.safe_load(file.read_text("utf-8")):
            yield Case(
                f"{file.stem}: {one['case']}",
                {name: str(value) for name, value in one.items()},
                tuple(one.get("says", ())),
                tuple(one.get("missing", ())),
                tuple(one.get("most", ())),
                tuple(one.get("asks", ())),
                one.get("own", {}),
                tuple(one.get("ratings", ())),
            )


CASES = tuple(golden())
