"""The manual, for everybody: contents, search, chapters, and everything of it to print."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from kast_eval.manual.edition import Edition
from kast_eval.manual.references import question_anchor
from kast_eval.manual.search import LONGEST_QUERY, search, search_nearly
from kast_eval.web.manual_shelf import card_pdf, form_picture, manual_pdf, manual_source, volume
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import signed_in

pages = Blueprint("manual", __name__)

MOST_HITS = 40


@pages.get("/manual")
def contents() -> str:
    """Show the chapters and what can be printed, or what a search found."""
    edition = _edition()
    query = request.args.get("q", "")[:LONGEST_QUERY]
    tree = volume(edition).tree
    exact = search(tree, query)
    hits = exact or search_nearly(tree, query)
    return render_template(
        "manual.html",
        edition=edition,
        editions=list(Edition),
        chapters=volume(edition).chapters,
        forms=manual_source().library.newest_forms,
        sheets=manual_source().practice,
        query=query,
        searching=bool(query.strip()),
        hits=hits[:MOST_HITS],
        found=len(hits),
        nearly=bool(hits) and not exact,
        longest=LONGEST_QUERY,
    )


@pages.get("/manual/<chapter>")
def chapter(chapter: str) -> str:
    """Show a chapter."""
    edition = _edition()
    place = volume(edition).place_of(chapter)
    if place is None:
        raise NotFound
    shown = volume(edition).chapters
    other = next(one for one in Edition if one is not edition)
    return render_template(
        "manual_chapter.html",
        edition=edition,
        other=other if volume(other).place_of(chapter) is not None else None,
        chapter=shown[place],
        before=shown[place - 1] if place else None,
        after=shown[place + 1] if place + 1 < len(shown) else None,
        longest=LONGEST_QUERY,
    )


@pages.get("/manual/question/<form>/<item>")
def question(form: str, item: str) -> AnyResponse:
    """Lead to what the manual says about a question; to its contents if it says nothing."""
    edition = _edition()
    anchor = question_anchor(parts().library.newest(form), item)
    home = volume(edition).homes.get(anchor)
    if home is None:
        return redirect(url_for("manual.contents", edition=edition), 303)
    return redirect(url_for("manual.chapter", chapter=home, edition=edition, _anchor=anchor), 303)


@pages.get("/manual/print/<edition>.pdf")
def print_pdf(edition: str) -> Response:
    """Send an edition to print."""
    if edition not in set(Edition):
        raise NotFound
    return _pdf(manual_pdf(Edition(edition)), f"manual-{edition}.pdf")


@pages.get("/manual/card/<form>.pdf")
def print_card(form: str) -> Response:
    """Send the card of a form to print."""
    return _pdf(card_pdf(_edition(), form), f"lathund-{form}.pdf")


@pages.get("/manual/picture/<form>-<int:version>-<int:page>.svg")
def picture(form: str, version: int, page: int) -> AnyResponse:
    """Send the picture of a form's page."""
    drawn = form_picture(form, version, page)
    if drawn is None:
        raise NotFound
    response = Response(drawn, mimetype="image/svg+xml")
    response.add_etag()
    return response.make_conditional(request)


def _pdf(contents: bytes, name: str) -> Response:
    return send_file(BytesIO(contents), mimetype="application/pdf", download_name=name)


def _edition() -> Edition:
    """Return the edition that is asked for; else that of the reader's own clinics."""
    asked = request.args.get("edition", "")
    if asked in set(Edition):
        return Edition(asked)
    who = signed_in()
    in_study = who is None or not who.sites or any(site.in_study for site in who.sites)
    return Edition.STUDY if in_study else Edition.NEW
