"""Clinics."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Site:
    """One clinic: its municipality's code as text, its name, and the letters of its codes.

    Clients have codes with `letters`, relatives a series of their own with `relative_letters`.

    `in_study` is the legal border: nothing of a clinic outside the study enters a study dataset.
    A clinic in the study has the number of its ethical approval and the version of the information
    that its clients get; one that has left keeps its own data from `left_study` on.
    """

    code: str
    name: str
    letters: str
    relative_letters: str
    in_study: bool
    training: bool
    approval_number: str | None = None
    information_version: str | None = None
    left_study: date | None = None

    def is_in_study(self, day: date) -> bool:
        """Tell whether what the clinic keyed on a day may go to the study."""
        return self.in_study and (self.left_study is None or day < self.left_study)


TRAINING_SITE = Site("0000", "Övningsmottagningen", "XX", "RX", in_study=False, training=True)
"""The clinic that everybody can practise at; no municipality has its code."""

TRAINING_NEIGHBOUR = Site("0001", "Grannmottagningen", "XY", "RY", in_study=False, training=True)
"""A second training clinic, so that the border between clinics can be seen and tested."""
