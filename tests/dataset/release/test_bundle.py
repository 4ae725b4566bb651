import runpy
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.release import verify_release
from kast_eval.dataset.release.bundle import MANIFEST, SIGNATURE, packed, public_key, with_manifest

KEY = bytes(range(32))
FILES = {"data/a.csv": b"1\n", "LÄS_MIG.txt": "hej å\n".encode()}
DAY = date(2026, 9, 30)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    bundle = packed(with_manifest(FILES, {"level": "A"}, KEY), DAY)
    with zipfile.ZipFile(BytesIO(bundle)) as opened:
        opened.extractall(tmp_path)
    return tmp_path


def checked(folder: Path, *key: str) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, folder / "verify_release.py", *key], capture_output=True, check=False
    )
    return ran.returncode, ran.stdout.decode()


def test_the_same_files_give_the_same_bundle() -> None:
    backwards = dict(reversed(FILES.items()))
    first = packed(with_manifest(FILES, {"level": "A"}, KEY), DAY)
    assert first == packed(with_manifest(backwards, {"level": "A"}, KEY), DAY)


def test_a_whole_release_is_known_as_such(unpacked: Path) -> None:
    assert checked(unpacked, public_key(KEY)) == (0, f"Whole and signed by {public_key(KEY)}\n")
    assert checked(unpacked)[0] == 0


def test_without_a_key_the_printed_one_is_to_be_compared(unpacked: Path) -> None:
    told = checked(unpacked)[1]
    assert f"Compare the key {public_key(KEY)} with the one that you were given apart" in told
    assert "Compare" not in checked(unpacked, public_key(KEY))[1]


def change(folder: Path) -> None:
    (folder / "data/a.csv").write_bytes(b"2\n")


def remove(folder: Path) -> None:
    (folder / "data/a.csv").unlink()


def add(folder: Path) -> None:
    (folder / "data/b.csv").write_bytes(b"")


def edit_manifest(folder: Path) -> None:
    text = (folder / MANIFEST).read_text("utf-8")
    (folder / MANIFEST).write_text(text.replace('"level": "A"', '"level": "B"'), "utf-8")


def sign_anew(folder: Path) -> None:
    other = with_manifest(FILES, {"level": "A"}, bytes(32))
    for name in (MANIFEST, SIGNATURE):
        (folder / name).write_bytes(other[name])


def cut_signature(folder: Path) -> None:
    (folder / SIGNATURE).write_text("00", "ascii")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (change, "changed: data/a.csv"),
        (remove, "missing: data/a.csv"),
        (add, "not of the release: data/b.csv"),
        (edit_manifest, "signature"),
        (sign_anew, "another"),
        (cut_signature, "signature"),
    ],
)
def test_every_change_is_found(spoil: object, told: str, unpacked: Path) -> None:
    assert callable(spoil)
    spoil(unpacked)
    code, said = checked(unpacked, public_key(KEY))
    assert code == 1
    assert told in said
    assert verify_release.faults(unpacked, public_key(KEY))


@settings(max_examples=20)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
def test_only_the_true_signature_fits(secret: bytes, message: bytes, bit: int) -> None:
    signer = Ed25519PrivateKey.from_private_bytes(secret)
    signature, key = signer.sign(message), bytes.fromhex(public_key(secret))
    assert verify_release.is_signed(message, signature, key)
    assert not verify_release.is_signed(message + b"x", signature, key)
    spoiled = bytearray(signature)
    spoiled[bit // 8] ^= 1 << bit % 8
    assert not verify_release.is_signed(message, bytes(spoiled), key)


@pytest.mark.parametrize(
    ("signature", "key"),
    [
        (bytes(63), bytes(32)),
        (bytes(64), bytes(31)),
        # A coordinate that is none: not below the prime, not on the curve, or zero with a sign.
        (b"\xff" * 64, bytes(32)),
        (bytes(64), b"\xee" + b"\xff" * 30 + b"\x7f"),
        (bytes(64), b"\x02" + bytes(31)),
        (bytes(64), b"\x01" + bytes(30) + b"\x80"),
    ],
)
def test_what_is_no_signature_or_no_key_is_refused(signature: bytes, key: bytes) -> None:
    assert not verify_release.is_signed(b"", signature, key)


def test_the_program_ends_by_what_it_found(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = str(verify_release.__file__)
    for spoil, code in ((lambda _folder: None, 0), (change, 1)):
        spoil(unpacked)
        monkeypatch.setattr(sys, "argv", [program, public_key(KEY), str(unpacked)])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(program, run_name="__main__")
        assert ended.value.code == code
    assert "changed" in capsys.readouterr().out
    assert verify_release.main(["", str(unpacked)]) == 1
