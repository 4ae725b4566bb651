"""The packages whose rows count: the newest of each clinic whose key is trusted."""

from collections.abc import Sequence

from kast_eval.dataset.package.package import Package, read_package
from kast_eval.store.packages import (
    PackageMark,
    package_contents,
    package_senders,
    packages_taken,
)
from kast_eval.store.session import Session
from kast_eval.study.site import Site


def sent_packages(session: Session, sites: Sequence[Site]) -> tuple[Package, ...]:
    """Return the newest package of each of the clinics that send such and are trusted."""
    codes = trusted_sites(session, sites)
    return tuple(read_package(one) for one in package_contents(session, codes))


def trusted_packages(session: Session, sites: Sequence[Site]) -> tuple[PackageMark, ...]:
    """Return every package that was taken of those clinics."""
    return packages_taken(session, trusted_sites(session, sites))


def trusted_sites(session: Session, sites: Sequence[Site]) -> tuple[str, ...]:
    """Return the clinics without those whose key was trusted and is not any more."""
    codes = [site.code for site in sites]
    keys = package_senders(session, codes)
    return tuple(code for code in codes if keys.get(code) != "")
