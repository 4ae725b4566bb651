import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval import clock
from kast_eval.dataset.package.asked import (
    Asked,
    AskedKey,
    AskedPackage,
    AskedSender,
    read_asked,
    read_public_key,
    read_recipients,
)
from kast_eval.dataset.package.fingerprint import fingerprint
from kast_eval.dataset.package.package import PackageError
from kast_eval.dataset.package.seal import new_identity, recipient_of
from kast_eval.study.approval import Approval, ApprovalSubject
from tests.dataset.package.made import RECIPIENT, SIGNER

OTHER = recipient_of(new_identity())
SENDER = AskedSender("0680", SIGNER, "Dnr 2026-00000-01", "GB", "RB", 'KAST Jönköping, "norra"')


def about(target: str, subject: ApprovalSubject = ApprovalSubject.RELEASE_A) -> Approval:
    return Approval("f" * 24, subject, target, frozenset({"0680"}), "Q3", "ledare", clock.now())


@pytest.mark.parametrize(
    "what",
    [AskedPackage(3, (RECIPIENT,)), AskedPackage(12, (RECIPIENT, OTHER)), AskedKey("0680", SIGNER),
     SENDER],
    ids=["one recipient", "two", "a new key", "a new clinic"],
)  # fmt: skip
def test_what_was_asked_is_read_out_of_the_question(what: Asked) -> None:
    assert read_asked(about(what.target)) == what
    # The words of a question about anything else are a person's own.
    assert read_asked(about(what.target, ApprovalSubject.KEY_EXPORT)) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_passes_for_something_else_in_the_question(name: str, approval: str) -> None:
    written = replace(SENDER, name=name, approval=approval)
    assert read_asked(about(written.target)) == written
    assert json.loads(written.target.removeprefix("new sender "))[-1] == name


@pytest.mark.parametrize(
    "target",
    ["huvudanalys " + "0" * 64, "package 0 " + RECIPIENT, "package 3 " + "0" * 64, "package 3",
     "sender 0680 abc", f"package 3 {RECIPIENT} {RECIPIENT} {RECIPIENT}"],
    ids=["a recipe", "no number", "no key", "nobody", "no key of a sender", "one too many"],
)  # fmt: skip
def test_a_question_about_anything_else_is_about_no_package(target: str) -> None:
    assert read_asked(about(target)) is None


def test_keys_of_the_centre_are_read_however_they_were_pasted() -> None:
    assert read_recipients(["", f" {OTHER} ", RECIPIENT, OTHER]) == tuple(
        sorted([RECIPIENT, OTHER])
    )
    for lines, told in (
        ([" "], "nycklar saknas"),
        (["AGE-SECRET-KEY-1"], "börjar med age1"),
        ([RECIPIENT.upper()], "börjar med age1"),
        ([RECIPIENT, OTHER, recipient_of(new_identity())], "högst två"),
    ):
        with pytest.raises(PackageError, match=told):
            read_recipients(lines)


def test_a_key_that_is_read_in_groups_is_a_key() -> None:
    parted = " ".join(SIGNER[place : place + 4] for place in range(0, 64, 4))
    assert read_public_key(f" {parted.upper()}\n") == SIGNER
    for wrong in ("", SIGNER[1:], "g" + SIGNER[1:]):
        with pytest.raises(PackageError, match="64"):
            read_public_key(wrong)


def test_a_fingerprint_is_eight_groups_of_four_and_another_keys_is_another() -> None:
    groups = fingerprint([RECIPIENT, OTHER]).split(" ")
    assert [len(group) for group in groups] == [4] * 8
    assert fingerprint([OTHER, RECIPIENT]).split(" ") == groups
    assert len({fingerprint(keys) for keys in ([RECIPIENT], [OTHER], [RECIPIENT, OTHER])}) == 3
