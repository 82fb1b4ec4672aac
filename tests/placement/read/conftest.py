import shutil
from pathlib import Path

import pytest

from tests.placement.read.folder import CaseFolder

SMALL = Path(__file__).parent / "small"
ABSTRACT = {
    "case.toml": """
name = "abstract"
currency = "EUR"
currency_year = 1993
base_year = 2000
discount_rate = 0.0
social_rate = 0.0
hours_per_year = 1.0
[[stages]]
stage = "one"
start_year = 2000
years = 1
""",
    "states.csv": "state,name\nXX,Nowhere\n",
    "sites.csv": "site,name,state,fixed_cost_eur_per_year,capacity_h100e\na,A,XX,10,100\nb,B,XX,12,100\n",
    "regions.csv": "region,name,state\nr1,R1,XX\nr2,R2,XX\n",
    "workloads.csv": "workload,kind\nservice,inference\n",
    "demand.csv": "region,workload,stage,h100e\nr1,service,*,60\nr2,service,*,70\n",
    "links.csv": "region,site,cost_eur_per_h100e_year\nr1,a,1\nr1,b,2\nr2,a,3\nr2,b,1\n",
}


@pytest.fixture
def tutorial(tmp_path: Path) -> CaseFolder:
    """A copy of an early tutorial case, kept here so that the packaged one may change."""
    shutil.copytree(SMALL, tmp_path / "case")
    return CaseFolder(tmp_path / "case")


@pytest.fixture
def abstract(tmp_path: Path) -> CaseFolder:
    """A case without power: two sites of given capacity, two regions, a link for each pair."""
    folder = tmp_path / "abstract"
    folder.mkdir()
    for name, text in ABSTRACT.items():
        (folder / name).write_text(text, encoding="utf-8")
    return CaseFolder(folder)
