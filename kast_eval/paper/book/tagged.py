"""A PDF with structure: what a screen reader reads, in which order, and what it leaves out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from kast_eval.paper.book.book_ink import BookInk
from kast_eval.paper.book.canvas import StructuredCanvas
from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Element, Picture
from kast_eval.paper.ink import POINTS, up
from kast_eval.paper.page import PAPER_WIDTH
from kast_eval.paper.type import printable
from kast_eval.wording import Language

_LINK_PAD = 0.8


class TaggedInk(BookInk):
    """A PDF whose words and pictures belong to elements; the rest is marked as decoration."""

    _canvas: StructuredCanvas

    def __init__(
        self, title: str, elements: Sequence[Element], language: Language = Language.SV
    ) -> None:
        """Begin a document with the structure that it will have."""
        super().__init__(title, language, StructuredCanvas)
        self._elements = list(elements)
        self._objects = [PDFDictionary({}) for _ in elements]
        self._kids: list[list[object]] = [[] for _ in elements]
        self._joined = {0}
        self._owners: list[object] = []
        self._parent_tree: list[object] = []
        self._next_key = 0

    @contextmanager
    def of_element(self, element: int) -> Iterator[None]:
        """Let what is drawn belong to an element."""
        self._join(element)
        number = len(self._owners)
        entry = {"Type": PDFName("MCR"), "Pg": self._canvas.page_reference(), "MCID": number}
        self._kids[element].append(PDFDictionary(entry))
        self._owners.append(self._canvas.reference(self._objects[element]))
        self._canvas.begin_content(self._elements[element].role, number)
        yield
        self._canvas.end_content()

    @contextmanager
    def as_decoration(self) -> Iterator[None]:
        """Let what is drawn be left out when the document is read aloud."""
        self._canvas.begin_decoration()
        yield
        self._canvas.end_content()

    def link(self, span: Span, top: float, parent: int) -> None:
        """Draw words that lead to an anchor."""
        element = self._add(Element("Link", parent))
        with self.of_element(element):
            self.span(span, top)
        left, right = span.x * POINTS, (span.x + span.width) * POINTS
        low, high = up(top + span.y + _LINK_PAD), up(top + span.y - span.style.size)
        key = self._take_key()
        entry = {"Contents": PDFString(printable(span.text)), "StructParent": key}
        link = self._canvas.add_link(entry, span.target, (left, low, right, high))
        self._kids[element].append(PDFDictionary({"Type": PDFName("OBJR"), "Obj": link}))
        self._parent_tree += [key, self._canvas.reference(self._objects[element])]

    def picture(self, picture: Picture, name: str, top: float, height: float) -> None:
        """Draw a page that was drawn once, smaller and in a hairline frame."""
        scale = picture.width / PAPER_WIDTH
        left, low = picture.x * POINTS, up(top + height)
        with self.of_element(picture.element):
            self._canvas.saveState()
            self._canvas.translate(left, low)
            self._canvas.scale(scale, scale)
            self.use(name)
            self._canvas.restoreState()
        with self.as_decoration():
            self._canvas.setStrokeGray(0.6)
            self._canvas.setLineWidth(0.2 * POINTS)
            self._canvas.rect(left, low, picture.width * POINTS, height * POINTS)
            self._canvas.setStrokeGray(0)

    def anchor(self, name: str, top: float) -> None:
        """Let links lead to this place."""
        self._canvas.bookmarkPage(name, fit="XYZ", left=0, top=up(top) + POINTS)

    def outline(self, title: str, name: str, level: int) -> None:
        """Add an anchor to the table of contents that a viewer shows."""
        self._canvas.addOutlineEntry(printable(title), name, level, closed=level == 0)

    def end_page(self) -> None:
        """Go on with the next page, and note which element owns what on this one."""
        super().end_page()
        key = self._take_key()
        self._canvas.structure_page(key)
        self._parent_tree += [key, PDFArray(self._owners)]
        self._owners = []

    def finish(self) -> bytes:
        """Return the whole PDF with its structure."""
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        for place, element in enumerate(self._elements):
            entry = self._objects[place].dict
            parent = root if element.parent is None else self._objects[element.parent]
            entry["Type"], entry["S"] = PDFName("StructElem"), PDFName(element.role)
            entry["P"] = self._canvas.reference(parent)
            entry["K"] = PDFArray(self._kids[place])
            if element.alt:
                entry["Alt"] = PDFString(element.alt)
            if element.role == "TH":
                scope = {"O": PDFName("Table"), "Scope": PDFName("Column")}
                entry["A"] = PDFDictionary(scope)
        root.dict["K"] = self._canvas.reference(self._objects[0])
        root.dict["ParentTree"] = PDFDictionary({"Nums": PDFArray(self._parent_tree)})
        root.dict["ParentTreeNextKey"] = self._next_key
        self._canvas.structure_document(root)
        return super().finish()

    def _add(self, element: Element) -> int:
        self._elements.append(element)
        self._objects.append(PDFDictionary({}))
        self._kids.append([])
        return len(self._elements) - 1

    def _join(self, element: int) -> None:
        """Put an element among the kids of its parent when it is first drawn: in reading order."""
        if element in self._joined:
            return
        self._joined.add(element)
        parent = self._elements[element].parent or 0
        self._join(parent)
        self._kids[parent].append(self._canvas.reference(self._objects[element]))

    def _take_key(self) -> int:
        self._next_key += 1
        return self._next_key - 1
