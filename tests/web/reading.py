"""Reads our own pages: their fields, their links, what they say."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parts: list["Element | str"] = field(default_factory=list)

    def all(self, tag: str = "", /, **attributes: str) -> list["Element"]:
        """Return the elements inside with the tag, the attributes and the class."""
        inside = [part for part in self.parts if isinstance(part, Element)]
        found = []
        for part in inside:
            if part.matches(tag, attributes):
                found.append(part)
            found += part.all(tag, **attributes)
        return found

    def one(self, tag: str = "", /, **attributes: str) -> "Element":
        (found,) = self.all(tag, **attributes)
        return found

    def matches(self, tag: str, attributes: dict[str, str]) -> bool:
        return tag in {"", self.tag} and all(
            value in self.attributes.get("class", "").split()
            if key == "class_"
            else self.attributes.get(key) == value
            for key, value in attributes.items()
        )

    @property
    def text(self) -> str:
        words = (part if isinstance(part, str) else part.text for part in self.parts)
        return " ".join("".join(words).split())


class _Reader(HTMLParser):
    VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def read_html(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    # An answer that only leads elsewhere is no page of ours.
    assert len(reader.open) == 1 or "<main" not in html
    return reader.open[0]


def fields_of(form: Element) -> dict[str, str]:
    """Return what the browser would send, without the buttons."""
    return {
        one.attributes["name"]: one.attributes.get("value", "")
        for one in form.all("input")
        if "name" in one.attributes
    }


def told_wrong(page: str) -> str:
    """Return the one thing that the page says is wrong; the locked screen waits with its own."""
    (error,) = (
        one for one in read_html(page).all("p", class_="error") if "hidden" not in one.attributes
    )
    return error.text
