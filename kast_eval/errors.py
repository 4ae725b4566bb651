"""What a user can mend: errors whose text says where and what."""

from kast_eval.wording import Language, program_text


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
