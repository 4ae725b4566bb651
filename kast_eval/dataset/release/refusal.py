"""What stands against a release: numbered as in the specification, told all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked, program_text


@dataclass(frozen=True)
class Refusal:
    """One refusal: its number (dataset.md, R1 to R16), what is wrong and what to do."""

    number: str
    text: str
    details: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: Language) -> str:
        """Return the number and the text."""
        return f"{self.number}: {program_text(self.text, language, **self.details)}"


class ReleaseRefusedError(KastEvalError):
    """A release that something stands against; nothing has been written."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        """Keep every refusal, so that all are told at once."""
        super().__init__(marked("Ingenting har lämnats ut. {count} skäl står emot."),
                         count=len(refusals))  # fmt: skip
        self.refusals = tuple(refusals)

    def in_language(self, language: Language) -> str:
        """Return the message and each refusal on a line of its own."""
        told = (refusal.in_language(language) for refusal in self.refusals)
        return "\n".join((super().in_language(language), *told))
