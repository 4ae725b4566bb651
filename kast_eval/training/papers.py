"""Made-up papers, and the keying of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from kast_eval.definition.form import FormDefinition
from kast_eval.training.random_texts import random_texts
from kast_eval.training.untidy import untidy

LONGEST_WAIT = 3
"""Days from the paper to the keying of it."""

_SPARED = frozenset(
    {"session_date", "attended", "buy_ever", "since_buy", "close_date", "contact_date"}
)
"""What the days of an episode and the sort of client hang on is written tidily."""


@dataclass(frozen=True)
class TrainingSheet:
    """One made-up paper, and what somebody keyed from it; `definition` is as asked.

    `code` is the person's, or the clinic's own on a form about the clinic. Without an episode it is
    of the present one.
    """

    code: str
    person_type: int | None
    definition: FormDefinition
    number: int | None
    entered_at: datetime
    texts: Mapping[str, str]
    notes: Mapping[str, str]
    episode_no: int | None = None


@dataclass(frozen=True)
class Hand:
    """Who fills in papers: a person with a code, or a clinic; every paper is drawn by `chooser`."""

    code: str
    person_type: int | None
    chooser: Random

    def fill_in(
        self,
        definition: FormDefinition,
        number: int | None,
        day: date,
        chosen: Mapping[str, str],
    ) -> TrainingSheet:
        """Return a paper of the day; what is not `chosen` is random, and some of it is untidy."""
        known = {} if self.person_type is None else {"person_type": self.person_type}
        texts = random_texts(definition, self.chooser, last_day=day, chosen=chosen, known=known)
        texts, notes = untidy(definition, texts, self.chooser, last_day=day, spared=_SPARED)
        keyed = day + timedelta(days=self.chooser.randint(0, LONGEST_WAIT))
        moment = time(8 + self.chooser.randrange(8), self.chooser.randrange(60), tzinfo=UTC)
        return TrainingSheet(
            self.code,
            self.person_type,
            definition,
            number,
            datetime.combine(keyed, moment),
            texts,
            notes,
        )
