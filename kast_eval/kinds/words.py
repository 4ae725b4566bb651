"""Words in the client's or the counsellor's own hand."""

from dataclasses import dataclass

from kast_eval.kinds.answer import Answer, AnswerError, Column, Problem
from kast_eval.kinds.text import LONGEST_TEXT


@dataclass(frozen=True)
class Words:
    """Free text on `lines` printed lines; `largest` is in characters, None stays on paper.

    Words give no columns, so free text cannot reach a dataset.
    """

    lines: int = 1
    largest: int | None = None

    @property
    def keyed(self) -> bool:
        """Tell whether the words are keyed at all."""
        return self.largest is not None

    def columns(self, name: str) -> tuple[Column, ...]:  # noqa: ARG002 - every kind has this signature.
        """Return no column."""
        return ()

    def read(self, text: str) -> Answer:
        """Return an answer without values, or refuse a text that is too long."""
        largest = LONGEST_TEXT if self.largest is None else self.largest
        if len(text) > largest:
            raise AnswerError(Problem.TOO_LONG, largest=largest)
        return Answer(())
