from kast_eval.study.client_code import LETTERS
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE


def test_training_clinics_are_in_no_study_and_share_nothing() -> None:
    for site in (TRAINING_SITE, TRAINING_NEIGHBOUR):
        assert site.training
        assert not site.in_study
        assert set(site.letters) <= set(LETTERS)
    assert TRAINING_SITE.code != TRAINING_NEIGHBOUR.code
    assert TRAINING_SITE.letters != TRAINING_NEIGHBOUR.letters
