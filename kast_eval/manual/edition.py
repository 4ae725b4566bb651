"""The two editions of the manual, made from one source."""

from enum import StrEnum


class Edition(StrEnum):
    """Whom an edition is for."""

    STUDY = "study"
    """Clinics in the study: research, consent, transfer."""
    NEW = "new"
    """Clinics outside the study that use the forms in their ordinary work."""

    @property
    def marker(self) -> str:
        """Return the sign that marks a rule as this edition's own."""
        return "■" if self is Edition.STUDY else "○"

    @property
    def meaning(self) -> str:
        """Return what the sign says, for those who hear it instead of seeing it."""
        if self is Edition.STUDY:
            return "Bara mottagningar i studien"
        return "Bara mottagningar utanför studien"

    @property
    def readers(self) -> str:
        """Return whom the edition is for, as it stands on the title page."""
        if self is Edition.STUDY:
            return "För mottagningar i studien"
        return "För nystartade mottagningar"


def split_marker(text: str) -> tuple[Edition | None, str]:
    """Return the edition that a text is marked for at its start, if any, and the text itself."""
    for edition in Edition:
        if text.startswith(edition.marker):
            return edition, text[len(edition.marker) :].lstrip()
    return None, text
