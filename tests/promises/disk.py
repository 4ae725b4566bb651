"""A disk that writes down what reaches it, and what could stand there had the power gone."""

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path
from random import Random

SECTOR = 512
_RECORD = struct.Struct("=iiqq")
_FAULTS = struct.Struct("=iii")
_KINDS = {"full": 1, "broken": 2, "half": 3}


def build_library(folder: Path) -> Path:
    """Compile the library that stands between a program and its files."""
    compiler = shutil.which("cc")
    assert compiler, "the tests of the disk need a C compiler: sh tools/system_packages.sh"
    library, source = folder / "disk.so", Path(__file__).with_name("disk.c")
    flags = ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    subprocess.run([compiler, *flags, "-o", library, source, "-ldl"], check=True)
    return library


def watched(library: Path, folder: Path, **files: Path) -> dict[str, str]:
    """Return the surroundings of a program whose files in the folder are watched."""
    told = {f"DISK_{name.upper()}": str(file) for name, file in files.items()}
    return {**os.environ, "LD_PRELOAD": str(library), "DISK_FOLDER": str(folder), **told}


@dataclass(frozen=True)
class Call:
    """One thing that a program had the system do to a file."""

    kind: str
    name: str
    offset: int = 0
    data: bytes = b""


def read_log(log: Path) -> Iterator[Call]:
    contents, place = log.read_bytes(), 0
    while place < len(contents):
        kind, name_length, offset, length = _RECORD.unpack_from(contents, place)
        place += _RECORD.size
        name = contents[place : place + name_length].decode()
        place += name_length
        data = contents[place : place + length] if chr(kind) == "w" else b""
        place += len(data)
        yield Call(chr(kind), name, offset, data)


@dataclass
class File:
    """What surely stands on the disk of a file, and the calls that may or may not have come."""

    kept: bytearray | None
    waiting: list[Call] = field(default_factory=list)

    def settle(self) -> None:
        """Everything that waited stands on the disk now."""
        contents = self.kept
        for call in self.waiting:
            contents = _done(contents, call)
        self.kept, self.waiting = contents, []


class Disk:
    """The files of a folder while a log is played: what a sync has sealed and what it has not."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = {name: File(bytearray(contents)) for name, contents in files.items()}

    def play(self, call: Call) -> None:
        if call.name == ".":
            # A file that is made or removed is so for certain once its folder is synced.
            for file in self.files.values():
                _settle_names(file)
            return
        file = self.files.setdefault(call.name, File(None))
        if call.kind == "s":
            file.settle()
        else:
            file.waiting.append(call)

    def image(self, chooser: Random, fate: str) -> dict[str, bytes]:
        """Return the files as a power cut may leave them now; `fate` is what befell the waiting."""
        image = {}
        for name, file in self.files.items():
            contents = None if file.kept is None else bytearray(file.kept)
            for call in _survivors(file.waiting, chooser, fate):
                contents = _done(contents, call)
            if contents is not None:
                image[name] = bytes(contents)
        return image


FATES = ("lost", "torn", "reordered", "kept")


def _survivors(waiting: Sequence[Call], chooser: Random, fate: str) -> Iterator[Call]:
    """Give what of the waiting calls came to the disk, as pieces of whole sectors."""
    match fate:
        case "lost":
            return
        case "kept":
            yield from waiting
        case "torn":
            # The disk worked in order, and stopped in the middle of a write.
            pieces = [piece for call in waiting for piece in _sectors(call)]
            yield from pieces[: chooser.randint(0, len(pieces))]
        case _:
            # The disk worked in an order of its own, so any sectors may be there or not.
            share = chooser.random()
            for call in waiting:
                yield from (piece for piece in _sectors(call) if chooser.random() < share)


def _sectors(call: Call) -> Iterator[Call]:
    """Give a write as writes of one sector each; anything else happens at once."""
    if call.kind != "w":
        yield call
        return
    place, end = call.offset, call.offset + len(call.data)
    while place < end:
        until = min(end, (place // SECTOR + 1) * SECTOR)
        yield Call("w", call.name, place, call.data[place - call.offset : until - call.offset])
        place = until


def _done(contents: bytearray | None, call: Call) -> bytearray | None:
    match call.kind:
        case "u":
            return None
        case "t":
            made = bytearray() if contents is None else contents
            return (made + bytes(max(0, call.offset - len(made))))[: call.offset]
        case "w":
            made = bytearray() if contents is None else contents
            made += bytes(max(0, call.offset - len(made)))
            made[call.offset : call.offset + len(call.data)] = call.data
            return made
        case _:
            return bytearray() if contents is None else contents


def _settle_names(file: File) -> None:
    """Let the file be there, or be gone, as its folder says now."""
    gone = max((at for at, call in enumerate(file.waiting) if call.kind == "u"), default=-1)
    if gone >= 0:
        file.kept, file.waiting = None, file.waiting[gone + 1 :]
    if file.kept is None and file.waiting:
        file.kept = bytearray()


class Faults:
    """A hand on the disk of a running program: makes its n-th call fail, and sets it right."""

    def __init__(self, file: Path) -> None:
        file.write_bytes(bytes(_FAULTS.size))
        with file.open("r+b") as opened:
            self._place = mmap(opened.fileno(), _FAULTS.size)

    def fail(self, kind: str, at_call: int) -> None:
        self._place[:] = _FAULTS.pack(at_call, _KINDS[kind], 0)

    def mend(self) -> int:
        """Set the disk right; return how many calls had failed."""
        failed: int = _FAULTS.unpack(self._place[:])[2]
        self._place[:] = bytes(_FAULTS.size)
        return failed

    def close(self) -> None:
        self._place.close()
