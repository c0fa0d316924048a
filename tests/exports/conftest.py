from pathlib import Path

import pytest

from exports.labels import Labels
from exports.model import WorkshopReport
from tests.exports import workshop_sample

BUILT_FONTS = Path(__file__).parents[2] / "eventapp" / "static" / "fonts-ttf"


@pytest.fixture(scope="session")
def fonts() -> Path:
    if not any(BUILT_FONTS.glob("NotoSans*.ttf")) or not any(BUILT_FONTS.glob("Vazirmatn*.ttf")):
        pytest.fail("no fonts in eventapp/static/fonts-ttf: build the front end first (make install)")
    return BUILT_FONTS


@pytest.fixture(scope="session")
def labels() -> Labels:
    return Labels()


@pytest.fixture(scope="session")
def report() -> WorkshopReport:
    return workshop_sample.report()
