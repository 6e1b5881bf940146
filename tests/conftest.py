"""Fixtures for every test: where real data lies. Database and server fixtures stand beside the tests that use them."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("SKIPPED, NOT PASSED: real data (../shared/data) is not beside this checkout")
    return SHARED_DATA
