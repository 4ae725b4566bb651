"""What a sheet's texts are told about: an error or a doubt, at its items."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from kast_eval.kinds.answer import AnswerError
from kast_eval.wording import Language, Wording, program_text


@dataclass(frozen=True)
class Finding:
    """One error or doubt: the items it concerns, and a text of the program or of the study.

    `keyed` is what was keyed for the items, so that a doubt confirmed of one text is not confirmed
    of another.
    """

    items: tuple[str, ...]
    text: str | Wording
    details: Mapping[str, object] = field(default_factory=dict)
    keyed: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of_problem(cls, item: str, error: AnswerError) -> Self:
        """Return the finding of a text that its kind could not read."""
        return cls((item,), error.problem.value, error.details)

    @property
    def key(self) -> str:
        """Return what stands for the finding when a page sends back that it was confirmed."""
        text = self.text.sv if isinstance(self.text, Wording) else self.text
        return hashlib.sha256("\n".join((*self.items, text, *self.keyed)).encode()).hexdigest()[:16]

    def in_language(self, language: Language) -> str:
        """Return what to tell, in `language`."""
        if isinstance(self.text, Wording):
            return self.text.in_language(language)
        return program_text(self.text, language, **self.details)
