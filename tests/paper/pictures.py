"""PDF pages as pictures and as text, for tests that look at what is printed."""

import re

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def pictures(pdf: bytes, dots_per_inch: int) -> list[Picture]:
    """Return every page in grey."""
    document = pypdfium2.PdfDocument(pdf)
    scale = dots_per_inch / 72
    return [
        np.asarray(np.squeeze(page.render(scale=scale, grayscale=True).to_numpy()), np.uint8)
        for page in document
    ]


def turned(picture: Picture, degrees: float) -> Picture:
    """Return a picture as a scanner takes it of a paper that lies askew."""
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.94)
    askew = cv2.warpAffine(picture, turn, (width, height), borderValue=(255.0,))
    return np.asarray(askew, dtype=np.uint8)


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of every page in the order it was drawn, with single blanks."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return [re.sub(r"\s+", " ", text) for text in texts]
