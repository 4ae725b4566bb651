"""Take packages of a clinic from now on, as two people have agreed."""

from datetime import datetime

from kast_eval.actions.ask_approval import ask_approval
from kast_eval.actions.require_approved import require_approved
from kast_eval.actions.steps.free_site import require_free
from kast_eval.dataset.package.asked import AskedKey, AskedSender, read_public_key
from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.packages import add_package_sender, package_senders, trust_ended
from kast_eval.store.session import Session
from kast_eval.store.sites import add_site, all_sites, find_site
from kast_eval.store.users import add_roles, users_at
from kast_eval.store.visible_sites import see_sites
from kast_eval.study.approval import Approval, ApprovalSubject, NotApprovedError
from kast_eval.study.roles import Permission, Role, User, require, require_somewhere
from kast_eval.study.site import Site
from kast_eval.wording import marked


class SenderError(KastEvalError):
    """A clinic that cannot send packages here."""


def as_known_here(session: Session, sender: AskedSender) -> AskedSender | AskedKey:
    """Return what there is to agree on: of a clinic that is known here, its key alone."""
    if find_site(session, sender.site_code) is None:
        return sender
    return AskedKey(sender.site_code, sender.public_key)


def ask_sender(
    session: Session,
    user: User,
    now: datetime,
    what: AskedSender | AskedKey,
    *,
    reason: str,
) -> str:
    """Ask another person to approve a clinic that is new here, or a key of one that is known.

    What nobody could do after the decision is refused at once.
    """
    return ask_approval(
        session,
        user,
        now,
        subject=ApprovalSubject.RELEASE_A,
        target=what.target,
        site_codes=[_deciding(session, user, what)],
        reason=reason,
    )


def trust_sender(session: Session, user: User, now: datetime, what: AskedSender | AskedKey) -> None:
    """Keep the key that the clinic signs with; a clinic that is new here is added.

    Whoever has the key can put others' rows in the place of the clinic's, and whoever adds a
    clinic of his own knows its rows in every table: two agree on either. All there is of a new
    clinic comes in packages, and the researchers where it was agreed on are its researchers.
    """
    deciding = _deciding(session, user, what)
    if package_senders(session, [what.site_code]).get(what.site_code) != what.public_key:
        _require_since(
            trust_ended(session, what.site_code),
            require_approved(
                session,
                user,
                now,
                subject=ApprovalSubject.RELEASE_A,
                target=what.target,
                site_codes=[deciding],
            ),
        )
    if isinstance(what, AskedSender):
        see_sites(session, {*user.sites, what.site_code})
        add_site(session, _site(what))
        for one in users_at(session, deciding):
            if one.may(Permission.EXPORT_STUDY, deciding):
                add_roles(session, one.name, what.site_code, [Role.RESEARCHER])
    add_package_sender(
        session, what.site_code, what.public_key, trusted_by=user.name, trusted_at=now
    )
    note_event(
        session, now, user.name, "trusted a sender", what.public_key, site_code=what.site_code
    )


def _require_since(ended: datetime | None, approval: Approval) -> None:
    """Refuse what was agreed on before trust was taken back: nobody knew of that then."""
    decided = approval.decision
    if ended is not None and decided is not None and decided.decided_at < ended:
        raise NotApprovedError


def _deciding(session: Session, user: User, what: AskedSender | AskedKey) -> str:
    """Return the clinic whose people decide: the sender itself, or of a new one the centre's own.

    A clinic that keys in this very database sends no packages to it.
    """
    may = require_somewhere(user, Permission.EXPORT_STUDY)
    read_public_key(what.public_key)
    if isinstance(what, AskedSender):
        require_free(session, _site(what))
        senders = package_senders(session, may)
        own = [site.code for site in all_sites(session) if site.code in may - senders.keys()]
        if not own:
            raise SenderError(
                marked(
                    "Det görs av den som är forskare vid centralens egen mottagning i programmet."
                )
            )
        return own[0]
    require(user, Permission.EXPORT_STUDY, what.site_code)
    require_sender(session, what.site_code)
    return what.site_code


def require_sender(session: Session, site_code: str) -> str:
    """Return the key of a clinic that sends packages, or refuse one that never did."""
    key = package_senders(session, [site_code]).get(site_code)
    if key is None:
        raise SenderError(
            marked("Mottagningen för in i det här programmet och skickar inga paket hit.")
        )
    return key


def _site(what: AskedSender) -> Site:
    return Site(
        what.site_code, what.name, what.letters, what.relative_letters,
        in_study=True, training=False, approval_number=what.approval,
    )  # fmt: skip
