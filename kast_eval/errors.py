"""What a user can mend: errors whose text says where and what."""

import errno
from collections.abc import Mapping

from kast_eval.wording import Language, Wording, marked, program_text

_REASONS: Mapping[int, str] = {
    errno.ENOENT: marked("den finns inte"),
    errno.EACCES: marked("du har inte rätt till det"),
    errno.EPERM: marked("du har inte rätt till det"),
    errno.EROFS: marked("där går det bara att läsa"),
    errno.ENOSPC: marked("disken är full"),
    errno.EDQUOT: marked("ditt utrymme är fullt"),
    errno.ENOTDIR: marked("en del av platsen är en fil, inte en mapp"),
    errno.EISDIR: marked("det är en mapp"),
    errno.EEXIST: marked("något annat står där"),
    errno.ENOTEMPTY: marked("något annat står där"),
    errno.ENAMETOOLONG: marked("namnet är för långt"),
    errno.EIO: marked("disken svarar inte"),
    errno.EADDRINUSE: marked("den är upptagen"),
    errno.EADDRNOTAVAIL: marked("adressen finns inte på den här datorn"),
}
"""What the system says of itself, in the user's language; it speaks English or nothing."""


def system_reason(error: OSError) -> Wording:
    """Return why the system refused, in both languages; by its number if it is an odd one."""
    text = _REASONS.get(error.errno or 0)
    if text is None:
        number = error.errno or "–"
        return Wording(f"systemets fel {number}", f"error {number} of the system")
    return Wording(program_text(text, Language.SV), program_text(text, Language.EN))


class KastEvalError(Exception):
    """Something that the user can mend; `text` is a marked text of the program."""

    def __init__(self, text: str, /, **details: object) -> None:
        """Keep the text and its details apart, so that the edge can translate."""
        super().__init__(text)
        self.text = text
        self.details = details

    def in_language(self, language: Language) -> str:
        """Return the whole message in `language`."""
        return program_text(self.text, language, **self.details)

    def __str__(self) -> str:
        """Return the whole message in Swedish."""
        return self.in_language(Language.SV)


class LineError(KastEvalError):
    """A file that cannot be used: file, line, what is wrong, what to write instead."""

    def __init__(self, file: str, line: int, text: str, /, **details: object) -> None:
        """Keep the place with the text."""
        super().__init__(text, **details)
        self.file = file
        self.line = line

    def in_language(self, language: Language) -> str:
        """Return the message in `language`, the place first."""
        return f"{self.file}:{self.line}: {super().in_language(language)}"


class DefinitionError(LineError):
    """A definition file that cannot be used."""
