"""The library's canvas, taught what it does not know: structure. Its inner parts are named here."""

from typing import Protocol

from reportlab.pdfbase.pdfdoc import (
    Destination,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFPage,
)
from reportlab.pdfgen.canvas import Canvas

Numbers = tuple[float, float, float, float]


class Pages(Protocol):
    """The pages that were drawn."""

    pages: list[PDFPage]


class Document(Protocol):
    """The parts of the library's document that structure needs."""

    Pages: Pages
    Catalog: PDFObject

    def thisPageRef(self) -> PDFObjectReference:  # noqa: N802 - the library's name.
        """Return what stands for the page that is being drawn."""
        ...

    def Reference(self, thing: PDFObject) -> PDFObjectReference:  # noqa: N802 - as above.
        """Return what stands for an object."""
        ...

    def addAnnotation(self, name: str, annotation: PDFObject) -> None:  # noqa: N802 - as above.
        """Add an annotation to the document."""
        ...

    def refAnnotation(self, name: str) -> PDFObjectReference:  # noqa: N802 - as above.
        """Return what stands for an annotation."""
        ...


class StructuredCanvas(Canvas):
    """A canvas whose content can belong to elements of a structure."""

    _code: list[str]
    _doc: Document
    _annotationrefs: list[PDFObjectReference]
    _destinations: dict[str, Destination]
    _links = 0

    def begin_content(self, role: str, number: int) -> None:
        """Begin what belongs to an element; `number` tells it from the rest of the page."""
        self._code.append(f"/{role} <</MCID {number}>> BDC")

    def begin_decoration(self) -> None:
        """Begin what belongs to no element."""
        self._code.append("/Artifact BMC")

    def end_content(self) -> None:
        """End what was begun last."""
        self._code.append("EMC")

    def page_reference(self) -> PDFObjectReference:
        """Return what stands for the page that is being drawn."""
        return self._doc.thisPageRef()

    def reference(self, thing: PDFObject) -> PDFObjectReference:
        """Return what stands for an object that is written once."""
        return self._doc.Reference(thing)

    def add_link(self, entry: dict[str, object], target: str, place: Numbers) -> PDFObjectReference:
        """Add a link to a place that may not be drawn yet, and return what stands for it.

        The library's own links refuse the entry that ties a link to its element.
        """
        destination = self._destinations.setdefault(target, Destination(target))
        link = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray(place),
            "Border": PDFArray([0, 0, 0]),
            "Dest": destination,
            **entry,
        }
        self._links += 1
        name = f"link{self._links}"
        self._doc.addAnnotation(name, PDFDictionary(link))
        self._annotationrefs.append(self._doc.refAnnotation(name))
        return self._annotationrefs[-1]

    def structure_page(self, key: int) -> None:
        """Tie the page that was drawn last to its line in the list of owners."""
        page = self._doc.Pages.pages[-1]
        # The library writes only the entries that it knows; a page may name more of its own.
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        vars(page).update(StructParents=key, Tabs=PDFName("S"))

    def structure_document(self, root: PDFDictionary) -> None:
        """Give the document its structure."""
        catalog = vars(self._doc.Catalog)
        catalog.update(
            StructTreeRoot=self._doc.Reference(root), MarkInfo=PDFDictionary({"Marked": "true"})
        )
