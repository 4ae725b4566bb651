"""Words in Swedish and English: the study's own, side by side, and the program's, by catalogue."""

import gettext
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path


class Language(StrEnum):
    """A language that every form and every page exists in."""

    SV = "sv"
    EN = "en"


@dataclass(frozen=True)
class Wording:
    """One text of the study in both languages."""

    sv: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.sv if language is Language.SV else self.en


def listed(words: Collection[Wording]) -> Wording:
    """Return texts one after another, with commas."""
    return Wording(", ".join(one.sv for one in words), ", ".join(one.en for one in words))


def marked(text: str) -> str:
    """Return `text` unchanged, and let the catalogue find it as a text of the program."""
    return text


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """Return the program's texts in `language`; the Swedish ones stand in the code itself."""
    if language is Language.SV:
        return gettext.NullTranslations()
    return gettext.translation(
        "messages", Path(__file__).parent / "translations", languages=[language.value]
    )


def program_text(text: str, language: Language, /, **details: object) -> str:
    """Return a marked text in `language` with its details put in.

    Details that are wordings themselves are put in in the same language.
    """
    worded = {
        name: detail.in_language(language) if isinstance(detail, Wording) else detail
        for name, detail in details.items()
    }
    return catalogue(language).gettext(text).format(**worded)
