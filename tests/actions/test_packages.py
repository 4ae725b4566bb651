"""The way of a clinic's rows to the centre, and from there into a release."""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from kast_eval.actions.ask_package import ask_package
from kast_eval.actions.ask_release import ask_release
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.actions.distrust_sender import distrust_sender
from kast_eval.actions.keep_release import keep_release
from kast_eval.actions.list_own_packages import OwnPackages, list_own_packages
from kast_eval.actions.list_packages import list_packages
from kast_eval.actions.make_package import MadePackage, make_package
from kast_eval.actions.make_package_key import make_package_key, package_recipients
from kast_eval.actions.open_package import OpenedPackage, open_package
from kast_eval.actions.plan_release import plan_release
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.steps.asked_packages import find_asked
from kast_eval.actions.steps.free_site import SiteTakenError
from kast_eval.actions.steps.prepared_release import Prepared, Workplace
from kast_eval.actions.take_package import TakenPackage, take_package
from kast_eval.actions.trust_sender import (
    SenderError,
    as_known_here,
    ask_sender,
    trust_sender,
)
from kast_eval.cli.release_told import tell_plan
from kast_eval.dataset.package.asked import AskedKey, AskedSender
from kast_eval.dataset.package.package import PackageError, package_bytes, packed_tables
from kast_eval.dataset.package.seal import SealError, new_identity, recipient_of, seal
from kast_eval.dataset.package.taking import BrokenSeriesError
from kast_eval.dataset.release.bundle import public_key
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events
from kast_eval.store.packages import package_contents
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user, find_user
from kast_eval.study.approval import NotApprovedError
from kast_eval.study.border import OutsideStudyError
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from kast_eval.study.site import Site
from kast_eval.wording import Language
from tests.actions.approving import approve_by_sight
from tests.actions.at_the_clinic import NOW, Sent, code
from tests.actions.large_study import RECIPE as BANDED
from tests.actions.test_make_release import (
    OUTSIDE,
    STUDY,
    consenting,
    decided,
    keyed,
    made,
    materials,
    unpacked,
)
from tests.dataset.package.made import package
from tests.dataset.release.made import RECIPE, study, written

CLINIC_KEY, OTHER_KEY = bytes(range(1, 33)), bytes(range(2, 34))
STAFF = frozenset({Role.LEAD, Role.COUNSELLOR})
LEADER, SECOND = (User(name, {STUDY.code: STAFF}) for name in ("ledare", "andra"))
CENTRE = Site("0114", "Centralen", "CC", "RC", in_study=False, training=False)
AT_CENTRE = User("forskare", {CENTRE.code: frozenset({Role.RESEARCHER})})
TOLD = RECIPE + "clinic: true\n"
COUNTED = """\
recipe: 1
level: C
language: sv
formats: [csv]
tables:
  age: {rows: age_group_t0, statistic: count}
recipient: Ett universitet
purpose: Undervisning
approval: 2026-00000-01
expires: 2027-12-31
"""


@pytest.fixture(scope="module")
def made_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a clinic and a centre, made once and copied for each test.

    At the clinic one has said yes, and one was not asked.
    """
    folder = tmp_path_factory.mktemp("packages")
    clinic = open_database(folder / "clinic", training=False)
    with clinic.begin() as session:
        add_site(session, STUDY)
        for user in (LEADER, SECOND):
            add_user(session, user.name, user.roles, created=NOW)
    consenting(clinic, LEADER, code(1, STUDY.letters))
    keyed(clinic, Sent(code=code(2, STUDY.letters), submission="page 2"), {"mood_7d": "4"}, LEADER)
    clinic.close()
    centre = open_database(folder / "centre", training=False)
    with centre.begin() as session:
        add_site(session, CENTRE)
        for user in (AT_CENTRE, User("kollega", AT_CENTRE.roles)):
            add_user(session, user.name, user.roles, created=NOW)
        make_package_key(session, AT_CENTRE, NOW)
    centre.close()
    return folder


@pytest.fixture
def clinic(made_folders: Path, tmp_path: Path) -> Iterator[Database]:
    folder = shutil.copytree(made_folders / "clinic", tmp_path / "clinic")
    opened = open_database(folder, training=False)
    yield opened
    opened.close()


@pytest.fixture
def centre(made_folders: Path, tmp_path: Path) -> Iterator[Database]:
    folder = shutil.copytree(made_folders / "centre", tmp_path / "centre")
    opened = open_database(folder, training=False)
    yield opened
    opened.close()


def recipients(centre: Database) -> tuple[str, ...]:
    with centre.read() as session:
        return package_recipients(session, AT_CENTRE)


def agree(clinic: Database, whom: tuple[str, ...]) -> None:
    with clinic.begin() as session:
        asked = ask_package(
            session, LEADER, NOW, materials(), site_code=STUDY.code, recipients=whom, reason="Q3"
        )
        decide_approval(session, SECOND, NOW, asked, approved=True, reason="")


def packed(clinic: Database, whom: tuple[str, ...], user: User = LEADER) -> MadePackage:
    with clinic.begin() as session:
        return make_package(
            session, user, NOW, materials(), site_code=STUDY.code, signing_key=CLINIC_KEY,
            recipients=whom,
        )  # fmt: skip


def sent(clinic: Database, centre: Database) -> MadePackage:
    agree(clinic, recipients(centre))
    return packed(clinic, recipients(centre))


def trust(centre: Database, key: str = public_key(CLINIC_KEY), site: Site = STUDY) -> None:
    """Let one researcher ask, another approve, and the first one do it."""
    what = sender(centre, key, site)
    with centre.begin() as session:
        asked = ask_sender(session, researcher(centre), NOW, what, reason="Jämfört")
        decide_approval(
            session, researcher(centre, "kollega"), NOW, asked, approved=True, reason=""
        )
    with centre.begin() as session:
        trust_sender(session, researcher(centre), NOW, what)


def sender(
    centre: Database, key: str = public_key(CLINIC_KEY), site: Site = STUDY
) -> AskedSender | AskedKey:
    typed = AskedSender(
        site.code, key, site.approval_number or "", site.letters, site.relative_letters, site.name
    )
    with centre.read() as session:
        return as_known_here(session, typed)


def researcher(centre: Database, name: str = AT_CENTRE.name) -> User:
    with centre.read() as session:
        found = find_user(session, name)
    assert found is not None
    return found


def take(centre: Database, sealed: bytes, identity: str = "") -> TakenPackage:
    user = researcher(centre)
    with centre.read() as session:
        opened = open_package(session, user, sealed, identity=identity)
    with centre.begin() as session:
        return take_package(session, user, NOW, opened)


def test_rows_of_a_clinic_come_into_a_release_of_the_centre(
    clinic: Database, centre: Database, tmp_path: Path
) -> None:
    trust(centre)
    whole = sent(clinic, centre)
    assert whole.sequence == 1
    assert whole.rows > 2
    assert take(centre, whole.sealed).to_tell == ()
    user = researcher(centre)
    release = made_for(centre, tmp_path, user)
    rows = list(csv.DictReader(StringIO(release["data/csv/checkin.csv"].decode())))
    assert [(row["site_code"], row["mood_7d"]) for row in rows] == [("0680", "7")]
    with centre.begin() as session:
        (one,) = list_packages(session, user, NOW).clinics
        assert (one.site, one.sequence, one.missing) == (
            replace(STUDY, information_version=None), 1, (),
        )  # fmt: skip
        (contents,) = package_contents(session, [STUDY.code])
    assert rows[0]["person_id"].encode() not in contents
    assert code(1, STUDY.letters).encode() not in contents
    assert NOW.date().isoformat().encode() not in contents.partition(b'"tables"')[2]


def made_for(centre: Database, folder: Path, user: User) -> dict[str, bytes]:
    """Make a release at the centre that two researchers have agreed on."""
    file = decided(centre, folder, user, TOLD)
    colleague = User("kollega", user.roles)
    with centre.begin() as session:
        asked = ask_release(session, user, NOW, materials(), file, reason="Huvudanalysen")
        approve_by_sight(session, colleague, NOW, materials(), file, asked=asked)
    return unpacked(made(centre, folder, user, TOLD))


def test_whoever_withdraws_is_gone_with_the_next_package_and_the_recipients_are_told(
    clinic: Database, centre: Database, tmp_path: Path
) -> None:
    trust(centre)
    take(centre, sent(clinic, centre).sealed)
    user = researcher(centre)
    made_for(centre, tmp_path, user)
    taken_back = Sent(form="deviation", code=code(1, STUDY.letters), submission="tar tillbaka")
    keyed(clinic, taken_back, {"deviation_kind": "1", "withdraw_scope": "3"}, LEADER)
    second = sent(clinic, centre)
    taken = take(centre, second.sealed)
    assert len(taken.package.withdrawn) == 1
    assert [one.recipient for one in taken.to_tell] == ["Ett universitet"]
    with centre.read() as session:
        (contents,) = package_contents(session, [STUDY.code])
    assert taken.package.withdrawn[0].encode() in contents.partition(b'"withdrawn"')[2]
    with pytest.raises(ReleaseRefusedError, match="R15"):
        made_for(centre, tmp_path, user)


def test_tables_of_other_forms_wait_and_the_plan_says_so(
    centre: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust(centre)
    other = replace(packed_tables(study()[1:2])["start"], columns_checksum="another version")
    one = package(tables={"start": other})
    take(centre, seal(package_bytes(one), CLINIC_KEY, recipients(centre)))
    with centre.begin() as session:
        file = written(tmp_path, TOLD)
        planned = plan_release(session, researcher(centre), NOW, materials(), file)
    assert planned.pooled.waiting == {STUDY.code: ("start",)}
    tell_plan(planned, Language.SV)
    assert "Från 0680 väntar start" in capsys.readouterr().out


@pytest.mark.parametrize("level", ["B", "C"])
def test_nobody_of_a_clinic_is_counted_while_what_says_who_came_as_a_couple_waits(
    level: str, centre: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust(centre)
    tables = packed_tables(study()[1:])
    session = replace(tables["session"], columns_checksum="another version")
    one = package(tables={**tables, "session": session})
    take(centre, seal(package_bytes(one), CLINIC_KEY, recipients(centre)))
    text = BANDED if level == "B" else COUNTED
    with centre.begin() as opened:
        file = written(tmp_path, text)
        planned = plan_release(opened, researcher(centre), NOW, materials(), file)
    assert planned.pooled.left_out == {STUDY.code}
    assert not any("person_id" in one.names and one.rows for one in planned.every)
    tell_plan(planned, Language.SV)
    assert f"Från {STUDY.code} är ingen rad med" in capsys.readouterr().out


def prepared_with_package(
    clinic: Database, centre: Database, folder: Path
) -> tuple[User, Prepared]:
    """Return a release with rows of a package that two have agreed on, and whose it is."""
    trust(centre)
    take(centre, sent(clinic, centre).sealed)
    user = researcher(centre)
    file = decided(centre, folder, user, TOLD)
    colleague = User("kollega", user.roles)
    with centre.begin() as session:
        asked = ask_release(session, user, NOW, materials(), file, reason="Huvudanalysen")
        approve_by_sight(session, colleague, NOW, materials(), file, asked=asked)
    with centre.read() as session:
        at = Workplace(bytes(32), folder)
        ready = prepare_release(session, user, NOW, materials(), file, at=at)
    return user, ready


def test_a_release_that_was_prepared_before_a_package_came_does_not_leave(
    clinic: Database, centre: Database, tmp_path: Path
) -> None:
    user, ready = prepared_with_package(clinic, centre, tmp_path)
    take(centre, sent(clinic, centre).sealed)
    with pytest.raises(ReleaseRefusedError, match="R14"), centre.begin() as session:
        keep_release(session, user, NOW, materials(), ready)


def test_nothing_leaves_that_two_have_not_agreed_on(clinic: Database, centre: Database) -> None:
    whom = recipients(centre)
    with pytest.raises(NotApprovedError):
        packed(clinic, whom)
    agree(clinic, whom)
    with pytest.raises(NotApprovedError):
        # What was agreed on is whom the package goes to.
        packed(clinic, (recipient_of(new_identity()),))
    assert packed(clinic, whom).sequence == 1
    with pytest.raises(NotApprovedError):
        packed(clinic, whom)


def test_only_a_lead_of_a_clinic_in_the_study_makes_packages(
    clinic: Database, centre: Database
) -> None:
    whom = recipients(centre)
    for user, error in (
        (User("andra", {STUDY.code: frozenset({Role.COUNSELLOR})}), NotAllowedError),
        (User("andra", {STUDY.code: frozenset({Role.RESEARCHER})}), NotAllowedError),
        (User("andra", {"1480": STAFF}), NotFoundError),
    ):
        with pytest.raises(error):
            packed(clinic, whom, user)
    outside = replace(STUDY, code="0180", letters="ST", relative_letters="RS", in_study=False)
    at_outside = User("andra", {"0180": STAFF, "0181": STAFF})
    with clinic.begin() as session:
        add_site(session, outside)
    for site_code, refusal in (("0180", OutsideStudyError), ("0181", NotFoundError)):
        with pytest.raises(refusal), clinic.begin() as session:
            make_package(
                session, at_outside, NOW, materials(), site_code=site_code,
                signing_key=CLINIC_KEY, recipients=whom,
            )  # fmt: skip


def test_a_package_is_taken_once_and_in_its_place(clinic: Database, centre: Database) -> None:
    first, second = (sent(clinic, centre) for _ in range(2))
    with pytest.raises(PackageError, match="Ingen mottagning"):
        take(centre, first.sealed)
    trust(centre, public_key(OTHER_KEY))
    with pytest.raises(PackageError, match="Ingen mottagning"):
        take(centre, first.sealed)
    # The clinic has lost its key and has a new one, which two at the centre agree on.
    with pytest.raises(NotApprovedError), centre.begin() as session:
        trust_sender(session, researcher(centre), NOW, sender(centre))
    trust(centre)
    with pytest.raises(PackageError, match="Paket 1 saknas"):
        take(centre, second.sealed)
    for one in (first, second):
        take(centre, one.sealed)
        with pytest.raises(PackageError, match="redan taget"):
            take(centre, one.sealed)


def test_one_person_alone_makes_nobody_a_sender(centre: Database) -> None:
    what = sender(centre)
    with pytest.raises(NotApprovedError), centre.begin() as session:
        trust_sender(session, researcher(centre), NOW, what)
    with centre.begin() as session:
        ask_sender(session, researcher(centre), NOW, what, reason="Jämfört")
        (asked,) = list_packages(session, researcher(centre), NOW).asked
        public_id = asked.shown.approval.public_id
        assert (asked.what, asked.may_do) == (what, False)
        assert find_asked(session, researcher(centre), NOW, public_id) == what
    with pytest.raises(NotApprovedError), centre.begin() as session:
        trust_sender(session, researcher(centre), NOW, what)
    trust(centre)
    with centre.begin() as session:
        # The same key again is no news.
        trust_sender(session, researcher(centre), NOW, sender(centre))
        with pytest.raises(NotFoundError):
            # What is done waits for nobody.
            find_asked(session, researcher(centre), NOW, public_id)


def test_who_researches_at_the_centre_does_so_at_a_new_sender(centre: Database) -> None:
    with centre.begin() as session:
        roles = {CENTRE.code: frozenset({Role.LEAD})}
        add_user(session, "chef", roles, created=NOW)
    trust(centre)
    for name, at in (("forskare", True), ("kollega", True), ("chef", False)):
        assert (STUDY.code in researcher(centre, name).sites) is at


def test_a_sender_that_could_not_be_is_refused_before_anybody_decides(centre: Database) -> None:
    taken = replace(STUDY, letters=CENTRE.letters)
    for site, error, told in (
        (taken, SiteTakenError, "börjar med CC"),
        (CENTRE, SenderError, "för in i det här programmet"),
    ):
        with pytest.raises(error, match=told), centre.begin() as session:
            ask_sender(session, AT_CENTRE, NOW, sender(centre, site=site), reason="Jämfört")
    with pytest.raises(PackageError, match="64"), centre.begin() as session:
        ask_sender(session, AT_CENTRE, NOW, sender(centre, "en nyckel"), reason="Jämfört")
    trust(centre)
    only_there = User("forskare", {STUDY.code: frozenset({Role.RESEARCHER})})
    other = sender(centre, site=replace(STUDY, code="0180", letters="ST", relative_letters="RS"))
    with pytest.raises(SenderError, match="egen mottagning"), centre.begin() as session:
        ask_sender(session, only_there, NOW, other, reason="Jämfört")


def test_only_a_researcher_of_a_clinic_changes_what_it_signs_with(
    clinic: Database, centre: Database
) -> None:
    trust(centre)
    elsewhere = User("främling", {OUTSIDE.code: frozenset({Role.RESEARCHER})})
    with centre.begin() as session:
        add_site(session, OUTSIDE)
        add_user(session, elsewhere.name, elsewhere.roles, created=NOW)
    what = sender(centre, public_key(OTHER_KEY))
    for change in (
        lambda session: trust_sender(session, elsewhere, NOW, what),
        lambda session: ask_sender(session, elsewhere, NOW, what, reason="Ny dator"),
        lambda session: distrust_sender(session, elsewhere, NOW, STUDY.code),
    ):
        with pytest.raises(NotFoundError), centre.begin() as session:
            change(session)
    assert take(centre, sent(clinic, centre).sealed).package.sequence == 1


def distrust(centre: Database) -> None:
    with centre.begin() as session:
        distrust_sender(session, researcher(centre), NOW, STUDY.code)


def test_of_a_clinic_that_is_not_trusted_any_more_nothing_is_taken_and_nothing_is_released(
    clinic: Database, centre: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust(centre)
    first, second = (sent(clinic, centre) for _ in range(2))
    take(centre, first.sealed)
    assert made_for(centre, tmp_path, researcher(centre))
    with centre.read() as session:
        opened = open_package(session, researcher(centre), second.sealed)
    distrust(centre)
    with pytest.raises(PackageError, match="Ingen mottagning"):
        take(centre, second.sealed)
    with pytest.raises(PackageError, match="Ingen mottagning"), centre.begin() as session:
        # It was opened while the clinic was trusted still.
        take_package(session, researcher(centre), NOW, opened)
    with centre.begin() as session:
        user = researcher(centre)
        planned = plan_release(session, user, NOW, materials(), written(tmp_path, TOLD))
        (one,) = list_packages(session, user, NOW).clinics
    assert (planned.distrusted, planned.leaving_pooled) == ((STUDY.code,), set())
    assert (one.public_key, one.sequence) == ("", 1)
    tell_plan(planned, Language.SV)
    assert "nyckel är inte godtagen längre" in capsys.readouterr().out
    with pytest.raises(SenderError, match="Ingen nyckel"):
        distrust(centre)
    with pytest.raises(NotApprovedError), centre.begin() as session:
        # It was trusted once; that was then.
        trust_sender(session, researcher(centre), NOW, sender(centre))
    # Nothing was lost: two people trust it again, and the series goes on.
    trust(centre)
    with centre.begin() as session:
        planned = plan_release(session, user, NOW, materials(), written(tmp_path, TOLD))
    assert (planned.distrusted, len(planned.leaving_pooled)) == ((), 1)
    assert take(centre, second.sealed).package.sequence == 2


def test_what_was_agreed_on_before_trust_ended_brings_it_not_back(centre: Database) -> None:
    trust(centre)
    what = sender(centre)
    with centre.begin() as session:
        # Agreed on once more, and never done.
        user, other = researcher(centre), researcher(centre, "kollega")
        asked = ask_sender(session, user, NOW, what, reason="Jämfört")
        decide_approval(session, other, NOW, asked, approved=True, reason="")
    later = NOW + timedelta(hours=1)
    with centre.begin() as session:
        distrust_sender(session, user, later, STUDY.code)
    with pytest.raises(NotApprovedError), centre.begin() as session:
        trust_sender(session, user, later, what)
    with centre.begin() as session:
        asked = ask_sender(session, user, later, what, reason="Jämfört på nytt")
        decide_approval(session, other, later, asked, approved=True, reason="")
        trust_sender(session, user, later, what)
        assert list_packages(session, user, later).clinics[0].public_key == public_key(CLINIC_KEY)


def test_a_release_that_was_prepared_before_trust_ended_does_not_leave(
    clinic: Database, centre: Database, tmp_path: Path
) -> None:
    user, ready = prepared_with_package(clinic, centre, tmp_path)
    distrust(centre)
    with pytest.raises(ReleaseRefusedError, match="R14"), centre.begin() as session:
        keep_release(session, user, NOW, materials(), ready)


def test_a_package_that_was_lost_is_passed_over_when_somebody_says_so(
    clinic: Database, centre: Database
) -> None:
    trust(centre)
    _lost, second = (sent(clinic, centre) for _ in range(2))
    with pytest.raises(BrokenSeriesError):
        take(centre, second.sealed)
    with centre.begin() as session:
        opened = open_package(session, researcher(centre), second.sealed)
        take_package(session, researcher(centre), NOW, opened, broken=True)
        (one,) = list_packages(session, researcher(centre), NOW).clinics
    assert (one.sequence, one.missing) == (2, (1,))
    with centre.read() as session:
        assert list(events(session))[-2].action == "took a package of a broken series"


def test_a_clinic_sees_what_would_leave_what_is_agreed_on_and_what_it_has_sent(
    clinic: Database, centre: Database
) -> None:
    first = own(clinic)
    assert first.planned is not None
    assert (first.planned.leaving, first.planned.silent, first.recipients) == (1, 1, ())
    agree(clinic, recipients(centre))
    (waiting,) = own(clinic).asked
    assert (waiting.may_do, waiting.what.sequence) == (True, 1)
    assert own(clinic).recipients == tuple(sorted(recipients(centre)))
    assert own(clinic, User("tredje", LEADER.roles)).asked[0].may_do is False
    whole = packed(clinic, recipients(centre))
    assert whole.rows == first.planned.rows
    after = own(clinic)
    assert (after.asked, after.recipients) == ((), tuple(sorted(recipients(centre))))
    assert [(one.mark.sequence, one.by) for one in after.made] == [(1, LEADER.name)]
    with pytest.raises(NotAllowedError):
        own(clinic, User("andra", {STUDY.code: frozenset({Role.COUNSELLOR})}))


def test_a_clinic_outside_the_study_has_no_next_package(clinic: Database) -> None:
    outside = replace(STUDY, code="0180", letters="ST", relative_letters="RS", in_study=False)
    at_outside = User("ledare", {"0180": STAFF, "0181": STAFF})
    with clinic.begin() as session:
        add_site(session, outside)
        found = list_own_packages(session, at_outside, NOW, materials(), site_code="0180")
        with pytest.raises(NotFoundError):
            list_own_packages(session, at_outside, NOW, materials(), site_code="0181")
    assert (found.planned, found.recipients) == (None, ())


def own(clinic: Database, user: User = LEADER) -> OwnPackages:
    with clinic.read() as session:
        return list_own_packages(session, user, NOW, materials(), site_code=STUDY.code)


def test_the_key_in_the_safe_opens_what_the_machine_cannot_any_more(
    clinic: Database, centre: Database
) -> None:
    with centre.begin() as session:
        on_paper = make_package_key(session, AT_CENTRE, NOW)
    trust(centre)
    whole = sent(clinic, centre)
    with centre.begin() as session:
        make_package_key(session, AT_CENTRE, NOW)
    with pytest.raises(SealError):
        take(centre, whole.sealed)
    assert take(centre, whole.sealed, on_paper).package.sequence == 1


def test_without_a_key_nothing_is_taken(clinic: Database) -> None:
    user = User("andra", {STUDY.code: frozenset({Role.RESEARCHER})})
    with pytest.raises(PackageError, match="ingen nyckel"), clinic.read() as session:
        open_package(session, user, b"")


def test_what_is_done_with_packages_is_noted(clinic: Database, centre: Database) -> None:
    trust(centre)
    take(centre, sent(clinic, centre).sealed)
    distrust(centre)
    with clinic.read() as session:
        assert list(events(session))[-1].action == "made a package"
    with centre.read() as session:
        actions = [event.action for event in events(session)]
    assert actions == [
        "made a package key", "asked approval", "approved", "used approval", "trusted a sender",
        "took a package", "distrusted a sender",
    ]  # fmt: skip


def test_nobody_but_who_exports_for_the_study_takes_packages(centre: Database) -> None:
    nobody = User("kollega", {CENTRE.code: frozenset({Role.LEAD})})
    with centre.begin() as session:
        for act in (
            lambda: package_recipients(session, nobody),
            lambda: make_package_key(session, nobody, NOW),
            lambda: ask_sender(session, nobody, NOW, sender(centre), reason="Jämfört"),
            lambda: trust_sender(session, nobody, NOW, sender(centre)),
            lambda: distrust_sender(session, nobody, NOW, CENTRE.code),
            lambda: open_package(session, nobody, b""),
            lambda: take_package(session, nobody, NOW, OpenedPackage(package(), "", b"")),
            lambda: list_packages(session, nobody, NOW),
        ):
            with pytest.raises(NotAllowedError):
                act()
