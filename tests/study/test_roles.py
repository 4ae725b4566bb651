import pytest

from kast_eval.study.roles import (
    PERMISSIONS,
    NotAllowedError,
    NotFoundError,
    Permission,
    Role,
    User,
    require,
    require_somewhere,
)

ANNA = User(
    "anna",
    {"0000": frozenset({Role.COUNSELLOR}), "0001": frozenset({Role.RESEARCHER, Role.AUDITOR})},
)


def test_every_role_has_its_permissions() -> None:
    assert set(PERMISSIONS) == set(Role)


def test_an_administrator_sees_no_answers() -> None:
    assert PERMISSIONS[Role.ADMINISTRATOR] == {
        Permission.BACK_UP, Permission.CONFIRM_CLOCK, Permission.KEEP_MACHINE,
        Permission.MANAGE_USERS,
    }  # fmt: skip


def test_a_coordinator_gets_tables_of_several_clinics_and_made_up_rows_and_nothing_else() -> None:
    assert PERMISSIONS[Role.COORDINATOR] == {Permission.COMPARE_SITES, Permission.MOCK_FILE}


def test_an_auditor_reads_events_and_nothing_else() -> None:
    assert PERMISSIONS[Role.AUDITOR] == {Permission.READ_EVENTS}


def test_a_researcher_gets_nothing_of_a_clinics_own() -> None:
    assert PERMISSIONS[Role.RESEARCHER] == {
        Permission.EXPORT_STUDY, Permission.COMPARE_STUDY_CODING,
        Permission.APPROVE_RELEASE, Permission.MOCK_FILE,
    }  # fmt: skip


def test_every_permission_is_some_roles() -> None:
    assert frozenset[Permission]().union(*PERMISSIONS.values()) == set(Permission)


def test_what_a_role_gives_is_allowed_at_its_clinic() -> None:
    require(ANNA, Permission.ENTER, "0000")
    require(ANNA, Permission.EXPORT_STUDY, "0001")
    require(ANNA, Permission.READ_EVENTS, "0001")


def test_what_the_role_at_the_clinic_does_not_give_is_not_allowed() -> None:
    with pytest.raises(NotAllowedError):
        require(ANNA, Permission.ENTER, "0001")


def test_another_clinic_does_not_exist() -> None:
    with pytest.raises(NotFoundError):
        require(ANNA, Permission.ENTER, "1480")


def test_a_user_works_where_the_permission_is_held() -> None:
    assert ANNA.sites == {"0000", "0001"}
    assert require_somewhere(ANNA, Permission.ENTER) == {"0000"}
    assert ANNA.sites_with(Permission.EXPORT_STUDY) == {"0001"}


def test_who_has_the_permission_nowhere_is_refused() -> None:
    with pytest.raises(NotAllowedError):
        require_somewhere(User("berit", {}), Permission.ENTER)
