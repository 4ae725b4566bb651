"""The structure of a PDF as plain values, so that tests can ask about it."""

from dataclasses import dataclass

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject


@dataclass(frozen=True)
class Found:
    """An element of the structure."""

    role: str
    alt: str


def inside(thing: PdfObject | None, *names: str) -> PdfObject:
    """Return what stands under one name after the other."""
    assert thing is not None
    found = thing.get_object()
    for name in names:
        assert isinstance(found, DictionaryObject)
        found = found[name].get_object()
    assert found is not None
    return found


def listed(thing: PdfObject) -> list[PdfObject]:
    assert isinstance(thing, ArrayObject)
    return [inside(one) for one in thing]


def elements(reader: PdfReader) -> list[Found]:
    """Return all elements in reading order."""
    return _below(inside(reader.trailer, "/Root", "/StructTreeRoot", "/K"))


def _below(element: PdfObject) -> list[Found]:
    assert isinstance(element, DictionaryObject)
    found = [Found(str(element["/S"]), str(element.get("/Alt", "")))]
    for kid in listed(inside(element, "/K")):
        if isinstance(kid, DictionaryObject) and kid.get("/Type") == "/StructElem":
            found += _below(kid)
    return found


def owners(reader: PdfReader) -> dict[int, PdfObject]:
    """Return what owns the parts of each page and each link, by its key."""
    numbers = listed(inside(reader.trailer, "/Root", "/StructTreeRoot", "/ParentTree", "/Nums"))
    keys = [int(str(key)) for key in numbers[::2]]
    return dict(zip(keys, numbers[1::2], strict=True))


def content(page: PageObject) -> bytes:
    """Return the drawing of a page."""
    stream = page.get_contents()
    assert stream is not None
    return stream.get_data()
