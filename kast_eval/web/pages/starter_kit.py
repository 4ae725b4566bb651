"""The starter kit, for everybody: choose what it is for and get it as one file."""

import random
import threading
from collections.abc import Mapping
from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from kast_eval.errors import KastEvalError
from kast_eval.kit.order import (
    LONGEST_NAME,
    MOST_CLIENTS,
    USUAL_SESSIONS,
    KitOrderError,
    read_order,
)
from kast_eval.kit.starter_kit import make_starter_kit
from kast_eval.manual.edition import Edition
from kast_eval.web.language import LANGUAGE_NAMES, language
from kast_eval.web.manual_shelf import manual_source
from kast_eval.wording import marked

pages = Blueprint("starter_kit", __name__)

FILE_NAME = "startpaket.zip"
"""The same for every clinic: what people type is never the name of a file."""

EDITIONS: Mapping[Edition, str] = {
    Edition.NEW: marked("En nystartad mottagning, utanför studien"),
    Edition.STUDY: marked("En mottagning i studien"),
}

one_at_a_time = threading.Lock()
"""A kit takes seconds of work: nobody is to keep the clinics waiting by asking for many."""


@pages.get("/starter-kit")
def starter_kit() -> str:
    """Ask what the kit is for."""
    return _page({"sessions": str(USUAL_SESSIONS), "language": language().value})


@pages.post("/starter-kit")
def make() -> ResponseReturnValue:
    """Send the kit, or the page with what is to be corrected."""
    typed = request.form.to_dict()
    try:
        order = read_order(typed)
    except KitOrderError as error:
        return _page(typed, error.faults), 422
    if not one_at_a_time.acquire(blocking=False):
        busy = marked("Ett annat startpaket görs just nu. Vänta några sekunder och försök igen.")
        return _page(typed, notice=busy), 503
    try:
        kit = make_starter_kit(order, manual_source(), random.SystemRandom())
    finally:
        one_at_a_time.release()
    return send_file(
        BytesIO(kit), mimetype="application/zip", as_attachment=True, download_name=FILE_NAME
    )


def _page(
    typed: Mapping[str, str],
    faults: Mapping[str, KastEvalError] | None = None,
    notice: str = "",
) -> str:
    """Return the page with what was typed, and what is wrong with it."""
    return render_template(
        "starter_kit.html",
        typed=typed,
        errors={name: fault.in_language(language()) for name, fault in (faults or {}).items()},
        notice=notice,
        file=FILE_NAME,
        editions=EDITIONS,
        languages=LANGUAGE_NAMES,
        most=MOST_CLIENTS,
        longest=LONGEST_NAME,
    )
