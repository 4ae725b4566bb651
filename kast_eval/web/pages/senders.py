"""The centre's side of packages: taking them, the clinics that send, their keys and its own."""

from collections.abc import Callable, Mapping
from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.ask_approval import ApprovalTextError
from kast_eval.actions.distrust_sender import distrust_sender
from kast_eval.actions.list_packages import list_packages
from kast_eval.actions.make_package_key import make_package_key, package_recipients
from kast_eval.actions.open_package import open_package
from kast_eval.actions.steps.asked_packages import find_asked
from kast_eval.actions.steps.free_site import SiteTakenError
from kast_eval.actions.take_package import take_package
from kast_eval.actions.trust_sender import (
    SenderError,
    as_known_here,
    ask_sender,
    trust_sender,
)
from kast_eval.dataset.package.asked import AskedKey, AskedPackage, read_public_key
from kast_eval.dataset.package.fingerprint import fingerprint
from kast_eval.dataset.package.package import PackageError
from kast_eval.dataset.package.seal import LARGEST_SEALED, SealError, TooLargeToSealError
from kast_eval.dataset.package.taking import BrokenSeriesError
from kast_eval.errors import KastEvalError
from kast_eval.first_run.fields import FieldsError
from kast_eval.first_run.sender import read_sender
from kast_eval.store.sites import find_site
from kast_eval.study.approval import NotApprovedError
from kast_eval.study.roles import NotFoundError, Permission, require, require_somewhere
from kast_eval.web.bodies import TooLargeError
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.numbers import count_said
from kast_eval.web.signed_in import Work, look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("senders", __name__)

_MENDABLE = (ApprovalTextError, PackageError, SiteTakenError, FieldsError)
_ASKED = marked("Frågan är ställd. Någon annan beslutar.")
KEYS_FILE = "central.txt"
TOP = "top"
"""Where the page tells what belongs to none of its parts."""


class NoFileError(KastEvalError):
    """A page that was to bring a file and brought none."""


@pages.get("/senders")
def senders() -> str:
    """Show what can be taken, who sends, and what waits."""
    return _show()


@pages.post("/senders/take")
def take() -> ResponseReturnValue:
    """Take a package, whole or not at all."""
    broken = request.form.get("broken") == "yes"
    try:
        sealed = _sent_file()
        with look() as one:
            opened = open_package(one.session, one.user, sealed)
        with work() as one:
            taken = take_package(one.session, one.user, one.now, opened, broken=broken)
            site = find_site(one.session, taken.package.site_code)
    except (NoFileError, SealError, PackageError) as error:
        return _show(error, part="take"), UNPROCESSABLE
    return render_template(
        "package_taken.html",
        package=taken.package,
        name=taken.package.site_code if site is None else site.name,
        rows=sum(len(table.rows) for table in taken.package.tables.values()),
        to_tell=taken.to_tell,
        broken=broken,
        count=count_said,
        said=lambda moment: moment_said(moment, one.now),
    )


def _sent_file() -> bytes:
    sent = request.files.get("file")
    contents = b"" if sent is None else sent.stream.read(LARGEST_SEALED + 1)
    if not contents:
        raise NoFileError(
            marked("Ingen fil kom med, eller så är den tom. Välj filen från mottagningen.")
        )
    return contents


def show_again(error: KastEvalError) -> ResponseReturnValue:
    """Return the page after a file that could not be looked at; it is chosen once more."""
    told = (
        TooLargeToSealError()
        if isinstance(error, TooLargeError)
        else NoFileError(marked("Sidan hade blivit för gammal. Välj filen en gång till."))
    )  # fmt: skip
    return _show(told, part="take"), status_of(error)


@pages.post("/senders/ask")
def ask() -> ResponseReturnValue:
    """Keep the question about a clinic that is to send packages."""

    def do(one: Work) -> None:
        require_somewhere(one.user, Permission.EXPORT_STUDY)
        what = as_known_here(one.session, read_sender(request.form))
        ask_sender(one.session, one.user, one.now, what, reason=request.form.get("reason", ""))

    return _done(do, "ask", _ASKED)


@pages.post("/senders/<site_code>/ask")
def ask_key(site_code: str) -> ResponseReturnValue:
    """Keep the question about another key of a clinic that sends packages."""

    def do(one: Work) -> None:
        require(one.user, Permission.EXPORT_STUDY, site_code)
        what = AskedKey(site_code, read_public_key(request.form.get("key", "")))
        ask_sender(one.session, one.user, one.now, what, reason=request.form.get("reason", ""))

    return _done(do, f"key_{site_code}", _ASKED)


@pages.post("/senders/trust")
def trust() -> ResponseReturnValue:
    """Take packages from now on that two people have agreed on."""

    def do(one: Work) -> None:
        require_somewhere(one.user, Permission.EXPORT_STUDY)
        one.require_step_up()
        what = find_asked(one.session, one.user, one.now, request.form.get("question", ""))
        if isinstance(what, AskedPackage):
            raise NotFoundError
        trust_sender(one.session, one.user, one.now, what)

    return _done(do, TOP, marked("Paket från mottagningen tas emot från och med nu."))


@pages.post("/senders/<site_code>/distrust")
def distrust(site_code: str) -> ResponseReturnValue:
    """Take no packages of a clinic any more."""

    def do(one: Work) -> None:
        distrust_sender(one.session, one.user, one.now, site_code)

    return _done(
        do, TOP,
        marked("Inga paket från mottagningen tas emot längre, och det som har kommit är inte med i "
               "någon ny fil."),
    )  # fmt: skip


@pages.post("/senders/keys")
def make_keys() -> ResponseReturnValue:
    """Make the keys that packages are opened with, and show the one for the safe once."""
    with work() as one:
        if package_recipients(one.session, one.user):
            raise SenderError(marked("Centralens nycklar finns redan."))
        one.require_step_up()
        on_paper = make_package_key(one.session, one.user, one.now)
    return render_template("package_key.html", on_paper=on_paper)


@pages.get(f"/senders/{KEYS_FILE}")
def keys_file() -> ResponseReturnValue:
    """Send what clinics seal to; it is no secret."""
    with look() as one:
        recipients = package_recipients(one.session, one.user)
    if not recipients:
        raise NotFoundError
    return send_file(
        BytesIO("".join(f"{key}\n" for key in recipients).encode()), mimetype="text/plain",
        as_attachment=True, download_name=KEYS_FILE,
    )  # fmt: skip


def _done(do: Callable[[Work], None], part: str, told: str) -> ResponseReturnValue:
    try:
        with work() as one:
            do(one)
    except SenderError as error:
        # What it is about may stand nowhere on the page.
        return _show(error, part=TOP), UNPROCESSABLE
    except _MENDABLE as error:
        return _show(error, part=part), UNPROCESSABLE
    except NotApprovedError as error:
        return _show(error, part=part), status_of(error)
    tell_next(told)
    return redirect(url_for("senders.senders"), 303)


def _show(error: KastEvalError | None = None, *, part: str = "") -> str:
    """Return the page; with what is wrong beside the part that it is about."""
    with work() as one:
        listed = list_packages(one.session, one.user, one.now)
        recipients = package_recipients(one.session, one.user)
    return render_template(
        "senders.html",
        listed=listed,
        recipients=recipients,
        print=fingerprint,
        said=lambda moment: moment_said(moment, one.now),
        part=part,
        why="" if error is None else error.in_language(language()),
        faults=_faults(error),
        is_broken=isinstance(error, BrokenSeriesError),
        # The body of a file that was too large is not read.
        largest=LARGEST_SEALED,
        too_large=TooLargeToSealError().in_language(language()),
        typed={} if part in {"", "take"} else request.form,
    )


def _faults(error: KastEvalError | None) -> Mapping[str, str]:
    if not isinstance(error, FieldsError):
        return {}
    return {name: fault.in_language(language()) for name, fault in error.faults.items()}
