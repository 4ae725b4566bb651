"""What every page needs: the database, the definitions, the opened pages."""

from dataclasses import dataclass, field

from flask import Flask, current_app

from kast_eval.definition.library import Library
from kast_eval.identity.provider import Provider
from kast_eval.store.database import Database
from kast_eval.study.plan import Plan
from kast_eval.web.opened import OpenedPages
from kast_eval.web.package_desk import PackageDesk
from kast_eval.web.release_tasks import Releases
from kast_eval.web.shown_once import ShownOnce

EXTENSION = "kast_eval"


@dataclass(frozen=True)
class Parts:
    """What one running application is made of."""

    database: Database
    plan: Plan
    releases: Releases
    provider: Provider | None = None
    opened: OpenedPages = field(default_factory=OpenedPages)
    shown: ShownOnce = field(default_factory=ShownOnce)
    packages: PackageDesk = field(default_factory=PackageDesk)

    @property
    def library(self) -> Library:
        """Return the forms that the plan was read for."""
        return self.plan.library


def provider_label() -> str:
    """Return what the identity provider is called, or nothing where there is none."""
    provider = parts().provider
    return "" if provider is None else provider.settings.label


def parts() -> Parts:
    """Return the parts of the application that answers."""
    return parts_of(current_app)


def parts_of(app: Flask) -> Parts:
    """Return the parts of an application."""
    held: Parts = app.extensions[EXTENSION]
    return held
