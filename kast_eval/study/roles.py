"""Who may do what, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kast_eval.errors import KastEvalError


class Role(StrEnum):
    """What a person is at a clinic."""

    COUNSELLOR = "counsellor"
    LEAD = "lead"
    RESEARCHER = "researcher"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """Something that a role may let a person do."""

    ENTER = "enter"
    CORRECT = "correct"
    READ = "read"
    ISSUE_CODES = "issue codes"
    CHOOSE_ITEMS = "choose items"
    EXPLAIN_ABSENCE = "explain absence"
    EXCUSE = "excuse"
    NOTE_REMINDER = "note reminder"
    CHOOSE_POINTS = "choose points"
    EXPORT = "export"
    EXPORT_STUDY = "export for the study"
    MOCK_FILE = "make a mock file"
    COMPARE_CODING = "compare coding"
    COMPARE_STUDY_CODING = "compare coding of the study"
    READ_EVENTS = "read events"
    SIGN_EVENTS = "sign events"
    CONFIRM_CLOCK = "confirm clock"
    OPEN_CODE_KEY = "open code key"
    KEEP_CODE_KEY = "keep code key"
    APPROVE = "approve"
    APPROVE_RELEASE = "approve release"
    DECIDE_QUERIES = "decide queries"
    READ_RESPONSE = "read response"
    COMPARE_SITES = "compare sites"
    DECIDE_KEYERS = "decide keyers"
    BACK_UP = "back up"
    KEEP_MACHINE = "keep machine"
    KEEP_PAPERS = "keep papers"
    DECIDE_DISPOSAL = "decide disposal"
    MANAGE_USERS = "manage users"


_STAFF = frozenset(
    {
        Permission.ENTER,
        Permission.CORRECT,
        Permission.READ,
        Permission.ISSUE_CODES,
        Permission.EXPLAIN_ABSENCE,
        Permission.NOTE_REMINDER,
        Permission.READ_RESPONSE,
    }
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.COUNSELLOR: _STAFF | {Permission.KEEP_PAPERS, Permission.OPEN_CODE_KEY},
    Role.LEAD: _STAFF
    | {
        # The clinic's own file, which no study gets.
        Permission.EXPORT,
        Permission.MOCK_FILE,
        Permission.COMPARE_CODING,
        Permission.CHOOSE_ITEMS,
        Permission.CHOOSE_POINTS,
        Permission.EXCUSE,
        Permission.DECIDE_QUERIES,
        Permission.DECIDE_KEYERS,
        Permission.SIGN_EVENTS,
        Permission.OPEN_CODE_KEY,
        Permission.KEEP_CODE_KEY,
        Permission.APPROVE,
        Permission.APPROVE_RELEASE,
        Permission.CONFIRM_CLOCK,
        Permission.BACK_UP,
        Permission.KEEP_PAPERS,
        Permission.DECIDE_DISPOSAL,
        Permission.MANAGE_USERS,
    },
    # Gets what a release gives, and no page of any clinic.
    Role.RESEARCHER: frozenset(
        {
            Permission.EXPORT_STUDY,
            Permission.MOCK_FILE,
            Permission.COMPARE_STUDY_CODING,
            Permission.APPROVE_RELEASE,
        }
    ),
    # Gets protected tables and nothing else: no row, no sheet, no clinic's own figures.
    Role.COORDINATOR: frozenset({Permission.COMPARE_SITES, Permission.MOCK_FILE}),
    # Keeps the machine running and sees nobody's answers.
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.BACK_UP,
            Permission.CONFIRM_CLOCK,
            Permission.KEEP_MACHINE,
            Permission.MANAGE_USERS,
        }
    ),
    Role.AUDITOR: frozenset({Permission.READ_EVENTS}),
}


class NotFoundError(KastEvalError):
    """The thing does not exist, or is another clinic's: nobody learns which."""

    def __init__(self) -> None:
        super().__init__("Det du söker finns inte.")


class NotAllowedError(KastEvalError):
    """The user works at the clinic, but not with this."""

    def __init__(self) -> None:
        super().__init__("Din roll på mottagningen tillåter inte det här.")


@dataclass(frozen=True)
class User:
    """A person who has signed in, with the roles at each clinic by its site code."""

    name: str
    roles: Mapping[str, frozenset[Role]]

    @property
    def sites(self) -> frozenset[str]:
        """Return the clinics that exist for the user."""
        return frozenset(self.roles)

    def may(self, permission: Permission, site_code: str) -> bool:
        """Tell whether one of the user's roles at the clinic gives the permission."""
        return any(permission in PERMISSIONS[role] for role in self.roles.get(site_code, ()))

    def sites_with(self, permission: Permission) -> frozenset[str]:
        """Return the clinics where the user has the permission."""
        return frozenset(site for site in self.roles if self.may(permission, site))


def require(user: User, permission: Permission, site_code: str) -> None:
    """Refuse what the user's roles at the clinic do not give."""
    if site_code not in user.sites:
        raise NotFoundError
    if not user.may(permission, site_code):
        raise NotAllowedError


def require_somewhere(user: User, permission: Permission) -> frozenset[str]:
    """Return the clinics where the user has the permission; refuse if there is none."""
    sites = user.sites_with(permission)
    if not sites:
        raise NotAllowedError
    return sites
