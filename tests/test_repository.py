import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
LOCKED = re.compile(
    r"^([a-z0-9-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def tracked() -> list[str]:
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in files.stdout.split("\0") if name]


def tracked_texts() -> dict[str, str]:
    texts = {}
    for name in tracked():
        try:
            texts[name] = (ROOT / name).read_text("utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            # Deleted but not yet committed, or no text at all (a font, a compiled catalogue).
            continue
    return texts


@pytest.mark.parametrize(
    "forbidden",
    [
        # The patterns are written so that they do not find themselves.
        pytest.param(r"\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b", id="work left undone"),
        pytest.param(r"NotI[m]plementedError", id="code left undone"),
        pytest.param(
            r"(?<![\w.~-])/(h[o]me|r[o]ot|w[o]rk|U[s]ers|t[m]p)/\w", id="a machine's path"
        ),
        pytest.param(
            r"p[y]pi\.org|p[y]thonhosted|n[p]mjs|deb\.d[e]bian", id="a registry's address"
        ),
        pytest.param(r"i[n]dex-url", id="a registry's option"),
        pytest.param(r"^(<{7}|>{7}) ", id="a merge left undone"),
    ],
)
def test_no_tracked_file_holds(forbidden: str) -> None:
    pattern = re.compile(forbidden, re.MULTILINE)
    assert [name for name, text in tracked_texts().items() if pattern.search(text)] == []


def test_the_whole_licence_is_here() -> None:
    licence = (ROOT / "LICENCE").read_text("utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert all(f"\n{article}." in licence for article in range(1, 16))
    assert "Appendix" in licence


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_locked_has_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert len(LOCKED.findall(text)) == text.count("==") > 0
    # Nothing else stands there than names, hashes and where they come from.
    assert re.findall(r"^(?![a-z#]|    --hash|    #)(?=.)", text, re.MULTILINE) == []


def test_the_tools_are_locked_to_the_same_libraries_as_the_program() -> None:
    runtime, dev = ({(name, version) for name, version, _ in _locked(lock)} for lock in LOCKS)
    assert runtime < dev


def test_everything_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime, dev = ({name for name, _, _ in _locked(lock)} for lock in LOCKS)
    assert {_name(one) for one in project["dependencies"]} <= runtime
    assert {_name(one) for one in project["optional-dependencies"]["dev"]} <= dev


def test_every_decision_answers_the_same_four_words() -> None:
    for note in (ROOT / "manual" / "decisions").glob("*.md"):
        text = note.read_text("utf-8")
        words = ("**Question.**", "**Choice.**", "**Why.**", "**What would change our mind.**")
        assert [word for word in words if word not in text] == [], note.name


def test_what_a_site_owns_stays_out_of_git() -> None:
    kept = [name for name in tracked() if name.startswith("instance/")]
    assert kept == ["instance/README.md"]


def test_work_of_others_is_named_with_its_licence() -> None:
    named = re.findall(r"`(kast_eval/[^`]+)`", (ROOT / "manual/third-party.md").read_text("utf-8"))
    from_others = [
        name
        for name in tracked()
        if re.search(r"\.(ttf|otf|woff2?)$|/(vendor|fonts)/|markers_", name)
    ]
    assert [name for name in from_others if not name.startswith(tuple(named))] == []
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_library_is_named_with_what_it_is_for_and_who_keeps_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked_for = [*project["dependencies"], *project["optional-dependencies"]["postgresql"]]
    note = (ROOT / "manual" / "third-party.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| \S.* \| \S.* \| \S.* \|$", note, re.MULTILINE)
    assert sorted(rows) == sorted(_name(one) for one in asked_for)


def _locked(lock: str) -> list[tuple[str, str, str]]:
    return LOCKED.findall((ROOT / lock).read_text("utf-8"))


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement)[0].lower()
