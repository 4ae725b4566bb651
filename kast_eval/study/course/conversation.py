"""What the conversation sheet shows and asks, as conversation.yaml lays it down."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kast_eval.definition.form import Condition, Item
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.scale import Scale
from kast_eval.kinds.several import Several
from kast_eval.wording import Wording


@dataclass(frozen=True)
class Line:
    """An item that is followed over the sessions, and what it is called.

    `none_if` names the answer to an earlier item that means none; `taken` is what stands on the
    half page, too.
    """

    item: str
    name: Wording
    kind: Scale | Count | Choice
    taken: bool = False
    none_if: Condition | None = None


@dataclass(frozen=True)
class StartItem:
    """A question of the start form whose answer is shown in the client's own words."""

    item: Item
    name: Wording
    kind: Choice | Several
    taken: bool


class When(StrEnum):
    """What the data must show for a question to be asked."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    ANSWERED = "answered"
    SOME = "some"
    NONE = "none"
    ALWAYS = "always"


@dataclass(frozen=True)
class OpenQuestion:
    """A question to begin with; `about` is the item that it is about, None for any client."""

    name: str
    when: When
    about: str | None
    wording: Wording


@dataclass(frozen=True)
class Conversation:
    """Everything that conversation.yaml says.

    `rated` is what a client may put in an envelope; `handed_over` are the answers by which a
    sheet says that it was not.
    """

    form: str
    curves: tuple[Line, ...]
    since: tuple[Line, ...]
    start_form: str
    start: tuple[StartItem, ...]
    rated: tuple[Line, ...]
    handed_over: Condition
    questions: tuple[OpenQuestion, ...]

    @property
    def subjects(self) -> Mapping[str, str]:
        """Return what each item is about: all that happened since last time is one subject."""
        own = [line.item for line in self.curves] + [one.item.name for one in self.start]
        return {name: name for name in own} | {line.item: "since" for line in self.since}
