import cv2

from kast_eval.paper.markers import CELLS, corner_markers, is_black

DICTIONARY = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_5X5_1000)


def test_every_pattern_is_that_of_the_dictionary() -> None:
    for number in range(1000):
        drawn = cv2.aruco.generateImageMarker(DICTIONARY, number, CELLS)
        ours = [[is_black(number, row, column) for column in range(CELLS)] for row in range(CELLS)]
        assert ours == [[bool(cell < 128) for cell in row] for row in drawn.tolist()]


def test_each_corner_has_its_own_number() -> None:
    assert [marker.number for marker in corner_markers(249)] == [996, 997, 998, 999]
