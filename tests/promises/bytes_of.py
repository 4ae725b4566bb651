"""Every byte of a file that anybody could get out of it, by other means than the program's own."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyreadstat
from pypdf import PdfReader

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def every_part(name: str, contents: bytes) -> Iterator[tuple[str, str]]:
    """Give each file with its text, packed ones unpacked and tables read."""
    yield name, name
    yield from ((name, contents.decode(one, "ignore")) for one in ("utf-8", "utf-16-le", "latin-1"))
    if contents.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(contents)) as opened:
            for inner in opened.namelist():
                yield from every_part(f"{name}/{inner}", opened.read(inner))
    elif contents.startswith(b"%PDF"):
        yield name, _pdf_text(contents)
    elif name.endswith((".sav", ".dta", ".parquet")):
        yield name, _table_text(name, contents)


def _pdf_text(contents: bytes) -> str:
    reader = PdfReader(BytesIO(contents))
    streams = []
    for stream in _STREAM.findall(contents):
        try:
            streams.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            # What is not packed has been looked at as it stands.
            continue
    return "\n".join((*(page.extract_text() for page in reader.pages), str(reader.metadata),
                      *streams))  # fmt: skip


def _table_text(name: str, contents: bytes) -> str:
    if name.endswith(".parquet"):
        return pd.read_parquet(BytesIO(contents)).to_csv()
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(contents)
        read = pyreadstat.read_sav if name.endswith(".sav") else pyreadstat.read_dta
        frame, about = read(path, user_missing=True)
        return f"{frame.to_csv()}{vars(about)}"
