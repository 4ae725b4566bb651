"""The settings file of an instance: how its pages are reached, and in which language."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar

from kast_eval.errors import KastEvalError, system_reason
from kast_eval.files import write_file
from kast_eval.wording import Language, marked

SETTINGS_FILE = "settings.toml"
HIGHEST_PORT = 65535
OWN_ADDRESS = "127.0.0.1"
"""What only the machine itself reaches."""

_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)

Value = TypeVar("Value")


class InstanceSettingsError(KastEvalError):
    """A settings file that cannot be used."""


@dataclass(frozen=True)
class Hosting:
    """How the pages are reached.

    `names` are what the server is called by others than the machine itself. `proxy` is the address
    of the program in front that has the certificate, and whose word on the visitor is believed.
    """

    host: str = OWN_ADDRESS
    port: int = 8000
    names: tuple[str, ...] = ()
    proxy: str | None = None

    @property
    def is_private(self) -> bool:
        """Tell whether nothing readable goes over a network: all stays here, or TLS is in front."""
        return self.proxy is not None or ip_address(self.host).is_loopback


@dataclass(frozen=True)
class InstanceSettings:
    """What is chosen for one instance; the keys of the file are those of this class."""

    language: Language = Language.SV
    hosting: Hosting = field(default_factory=Hosting)


def is_name(text: str) -> bool:
    """Tell whether a text is the name of a machine, without port or path."""
    return _NAME.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Tell whether a text is the address of a machine in numbers."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def read_instance_settings(folder: Path) -> InstanceSettings:
    """Return what the file in the instance folder says; what it does not say is as usual."""
    file = folder / SETTINGS_FILE
    try:
        entries = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return InstanceSettings()
    except OSError as error:
        raise InstanceSettingsError(
            marked("{file} går inte att läsa ({reason})."), file=file, reason=system_reason(error)
        ) from error
    except ValueError as error:
        raise InstanceSettingsError(
            marked("{file} går inte att förstå. Jämför med manualen, eller ta bort filen."),
            file=file,
        ) from error
    return _read(_Table(file, entries))


def write_instance_settings(folder: Path, settings: InstanceSettings) -> None:
    """Write the file anew, with a line on each entry for who edits it by hand."""
    hosting = settings.hosting
    lines = [
        "# Inställningar för den här installationen. Ändringar gäller från nästa start.",
        "# Sidornas språk för den som inte har valt: sv eller en.",
        f"language = {_quoted(settings.language.value)}",
        "",
        "[hosting]",
        "# Adress och port som programmet lyssnar på.",
        f"host = {_quoted(hosting.host)}",
        f"port = {hosting.port}",
        "# Serverns namn i webbläsaren, utöver localhost.",
        f"names = [{', '.join(map(_quoted, hosting.names))}]",
    ]
    if hosting.proxy is not None:
        lines += [
            "# Adressen till programmet framför, det som har certifikatet.",
            f"proxy = {_quoted(hosting.proxy)}",
        ]
    write_file(folder / SETTINGS_FILE, "\n".join([*lines, ""]).encode())


@dataclass
class _Table:
    """Entries of which each is taken once; what nobody takes is not known."""

    file: Path
    entries: Mapping[str, object]
    taken: set[str] = field(default_factory=set)

    def take(self, name: str, read: Callable[[object], Value | None], usual: Value) -> Value:
        """Return what an entry says; `read` returns None for what it cannot be."""
        self.taken.add(name)
        if name not in self.entries:
            return usual
        value = read(self.entries[name])
        if value is None:
            raise InstanceSettingsError(
                marked("{file}: värdet för {name} duger inte. Jämför med manualen."),
                file=self.file,
                name=name,
            )
        return value

    def require_all_taken(self) -> None:
        """Refuse an entry that nobody has asked for: it was meant to say something."""
        unknown = sorted(set(self.entries) - self.taken)
        if unknown:
            raise InstanceSettingsError(
                marked("{file}: {name} är inte känt här. Jämför med manualen."),
                file=self.file,
                name=unknown[0],
            )


def _read(table: _Table) -> InstanceSettings:
    inner = _Table(table.file, table.take("hosting", _entries, {}))
    usual = Hosting()
    settings = InstanceSettings(
        table.take("language", _language, Language.SV),
        Hosting(
            inner.take("host", _address, usual.host),
            inner.take("port", _port, usual.port),
            inner.take("names", _names, usual.names),
            inner.take("proxy", _address, usual.proxy),
        ),
    )
    table.require_all_taken()
    inner.require_all_taken()
    return settings


def _entries(value: object) -> Mapping[str, object] | None:
    return value if isinstance(value, dict) else None


def _language(value: object) -> Language | None:
    return Language(value) if isinstance(value, str) and value in set(Language) else None


def _address(value: object) -> str | None:
    return value if isinstance(value, str) and is_address(value) else None


def _port(value: object) -> int | None:
    # What is true or false is a kind of number here.
    fits = type(value) is int and 0 <= value <= HIGHEST_PORT
    return value if isinstance(value, int) and fits else None


def _names(value: object) -> tuple[str, ...] | None:
    names = value if isinstance(value, list) else [value]
    found = tuple(one for one in names if isinstance(one, str) and is_name(one))
    return found if len(found) == len(names) else None


def _quoted(text: str) -> str:
    # What JSON quotes so, TOML reads so.
    return json.dumps(text, ensure_ascii=False)
