"""Anchors out of Swedish words."""

import re
import unicodedata


def slug(text: str) -> str:
    """Return `text` as small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
