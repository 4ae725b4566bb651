"""What a release is planned with beside the coded tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.tables.published import PublishedRelease
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition
from kast_eval.study.signs import Signs


@dataclass(frozen=True)
class Ground:
    """The signs of consent, the day, and what only an anonymised file asks for.

    `clinics` is at which clinic each person is, `earlier` what has left anonymised before, `seed`
    the secret out of which ids are made, `training` whether all of it is practice, `published`
    what tables have shown before, `derivations` how variables are worked out of each other.
    """

    signs: Signs
    today: date
    definitions: tuple[FormDefinition, ...] = ()
    clinics: Mapping[str, str] = field(default_factory=dict, repr=False)
    earlier: tuple[Release, ...] = field(default=(), repr=False)
    seed: bytes = field(default=b"", repr=False)
    training: bool = False
    published: tuple[PublishedRelease, ...] = field(default=(), repr=False)
    derivations: Derivations = NOTHING_DERIVED
