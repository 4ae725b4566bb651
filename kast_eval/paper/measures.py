"""The columns and bands of a page, and the sizes of what is written in, in mm."""

MARGIN = 12.0
NUMBER_X = MARGIN
"""The numbers of the questions."""
TEXT_X = 21.0
"""The questions and their boxes."""
RIGHT = 177.0
"""The end of the questions."""
SPOT_X, SPOT_WIDTH = 178.5, 9.0
"""The column for recorded answers that do not fit their boxes."""
REFUSAL_X, REFUSAL_WIDTH = 186.0, 12.0
"""The column for not wanting to answer."""

BAND_LEFT, BAND_RIGHT = 22.0, 158.0
"""The top band between marker and sheet code, and the foot."""
TOP = 32.0
"""Where the questions of a later page begin."""
BOTTOM = 276.0
"""Where the questions of every page end."""
FOOT = 279.0

TICK = 5.0
TICK_PITCH = 8.0
"""From one line of boxes to the next: 3 mm of white between them."""
DIGIT_WIDTH, DIGIT_HEIGHT = 6.0, 7.0
DIGIT_PITCH = 7.0
"""The boxes of one number stand 1 mm apart: they are written and read as one."""
GROUP_GAP = 3.0
"""Between year, month and day, and around any other box."""
LINE_PITCH, LINE_HEIGHT = 8.5, 5.0

CODE_WIDTH = 4.5
"""The space for a printed code before its box."""
CODE_GAP = 1.1
LABEL_GAP = 2.8
OUTLINE = 0.35
HAIRLINE = 0.2
