"""The starter kit: every paper that a clinic begins with, in the right numbers, as one file."""
