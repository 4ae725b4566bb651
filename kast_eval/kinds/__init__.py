"""What an answer can be: one small file a kind, and the closed set of them."""

from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.day import Day
from kast_eval.kinds.scale import Scale
from kast_eval.kinds.several import Several
from kast_eval.kinds.words import Words

Kind = Choice | Count | Day | Scale | Several | Words
"""Every kind there is; a `match` over it ends in `assert_never`."""

__all__ = ["Choice", "Count", "Day", "Kind", "Scale", "Several", "Words"]
