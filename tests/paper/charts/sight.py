"""Colours as people see them who cannot tell some of them apart, and how they stand out.

The matrices are those of Machado, Oliveira and Fernandes (2009), A physiologically-based model for
simulation of color vision deficiency, IEEE Transactions on Visualization and Computer Graphics
15:1291-1298, for the severity 1.0; they are applied to linear RGB. Contrast is that of WCAG 2.1.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float64]
"""Colours in sRGB from 0 to 1, the last axis red, green and blue."""

_LUMINANCE = (0.2126, 0.7152, 0.0722)
SIGHTS: Mapping[str, Colours] = {
    "full": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
    "greyscale": np.array([_LUMINANCE] * 3),
}  # fmt: skip


def colour(code: str) -> Colours:
    """Return a colour that is written #rgb or #rrggbb."""
    digits = code.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == len("rgb") else None
    pairs = pairs or [digits[place : place + 2] for place in (0, 2, 4)]
    return np.array([int(pair, 16) / 255 for pair in pairs])


def seen(colours: Colours, sight: str) -> Colours:
    """Return colours, or a whole picture, as they are seen."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    changed = np.clip(linear @ SIGHTS[sight].T, 0.0, 1.0)
    return np.where(changed <= 0.0031308, changed * 12.92, 1.055 * changed ** (1 / 2.4) - 0.055)


def contrast(one: Colours, other: Colours) -> float:
    """Return by how much the lighter of two colours is lighter, from 1 to 21."""
    dark, light = sorted(_luminance(each) for each in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colours: Colours) -> float:
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array(_LUMINANCE))
