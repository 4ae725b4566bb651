"""The figures come out the same from the SPSS files that leave, in another program."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from kast_eval.analysis.estimate import Estimate
from kast_eval.analysis.report import AnalysisReport, analyse
from kast_eval.dataset.formats.sav import write_sav
from kast_eval.wording import Language
from tests.analysis.simulated import TODAY, simulated
from tests.analysis.test_report import abstinence, change

SCRIPT = Path(__file__).with_name("recompute.R")
CLIENTS = 120


@pytest.fixture(scope="module")
def in_r(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Sequence[float]]:
    folder = tmp_path_factory.mktemp("sav")
    for table in simulated(CLIENTS):
        write_sav(table, folder / f"{table.name}.sav", Language.SV, TODAY)
    ran = subprocess.run(
        ["Rscript", str(SCRIPT), str(folder)], capture_output=True, text=True, check=True
    )
    found: dict[str, list[float]] = {}
    for line in ran.stdout.splitlines():
        name, value = line.split()
        found.setdefault(name, []).append(float(value))
    return found


@pytest.fixture(scope="module")
def here() -> AnalysisReport:
    return analyse(simulated(CLIENTS))


def ends(found: Estimate | None) -> list[float]:
    assert found is not None
    return [found.value, found.low, found.high]


pytestmark = pytest.mark.prove
Found = Mapping[str, Sequence[float]]


def test_who_is_in_it(here: AnalysisReport, in_r: Found) -> None:
    for name in ("persons", "late", "closing_due", "half_year_due"):
        assert [getattr(here.flow, name)] == in_r[f"flow.{name}"]


@pytest.mark.parametrize("point", ["t1", "f06"])
@pytest.mark.parametrize("way", ["known", "worst"])
def test_abstinence(here: AnalysisReport, in_r: Found, point: str, way: str) -> None:
    one = abstinence(here, point)
    pairs = one.known if way == "known" else one.worst
    name = f"abstinent.{point}.{way}"
    cells = [pairs.both, pairs.only_after, pairs.only_before, pairs.neither]
    assert cells == in_r[f"{name}.cells"]
    assert pairs.p_value == pytest.approx(in_r[f"{name}.p"][0])
    assert ends(pairs.difference) == pytest.approx(in_r[f"{name}.difference"])


@pytest.mark.parametrize(
    "name",
    ["buy_total_90d_n.t1", "main_days_30d.t1", "mood_2w.t1", "mood_2w.f06", "confidence.t1"],
)
def test_changes(here: AnalysisReport, in_r: Found, name: str) -> None:
    one = change(here, *name.split("."))
    assert [len(one.pairs)] == in_r[f"{name}.known"]
    assert [one.missing] == in_r[f"{name}.missing"]
    assert one.before is not None
    quartiles = [one.before.lower, one.before.middle, one.before.upper]
    assert quartiles == pytest.approx(in_r[f"{name}.before"])
    assert one.known is not None
    assert [one.known.shift] == pytest.approx(in_r[f"{name}.shift"])
    assert one.known.interval is not None
    if len(one.pairs) <= 50:
        assert [*one.known.interval] == pytest.approx(in_r[f"{name}.interval"])
    changed = one.known.differences - one.known.zeros
    # Beyond fifty differences the distribution is taken as normal here.
    assert [one.known.p_value] == pytest.approx(
        in_r[f"{name}.p"], rel=1e-9, abs=1e-12 if changed <= 50 else 1e-4
    )
    assert one.mean is not None
    assert ends(one.mean.mean) == pytest.approx(in_r[f"{name}.mean"])
    assert ends(one.model) == pytest.approx(in_r[f"{name}.model"], rel=1e-3)


def test_reliable_change(here: AnalysisReport, in_r: Found) -> None:
    for one in change(here, "mood_2w").reliable:
        expected = in_r[f"reliable.{one.reliability}"]
        assert [one.least, one.rose, one.fell] == pytest.approx(expected)


def test_relapse_and_the_course_of_the_urge(here: AnalysisReport, in_r: Found) -> None:
    one = next(one for one in here.relapses if one.point == "f06")
    assert [one.known.part, one.known.whole, one.due] == in_r["relapse.f06"]
    assert [*one.known.interval] == pytest.approx(in_r["relapse.f06.wilson"])
    assert ends(here.courses[0].slope) == pytest.approx(in_r["urge.model"], rel=1e-3)


def test_groups(here: AnalysisReport, in_r: Found) -> None:
    balance = next(one for one in here.balances if (one.name, one.point) == ("mood_2w", "t1"))
    assert [balance.apart] == pytest.approx(in_r["balance.mood_2w"])
    police = next(one for one in here.subgroups if one.name == "police")
    assert ends(police.mood_apart) == pytest.approx(in_r["police.mood"])
    assert [one.persons for one in here.doses] == in_r["doses"]
    top = next(one.top for one in here.at_closing if one.name == "sat_overall")
    assert [top.part, top.whole] == in_r["top.sat_overall"]
