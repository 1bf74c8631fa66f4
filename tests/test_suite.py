"""The suite's own guard rails do bite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import zeal

from careers.profiles.models import Profile
from tests.conventions import left_out
from tests.environment import NOT_AGAIN
from tests.factories import make_user

ROOT = Path(__file__).resolve().parents[1]
CHECKED = "def test_checked():\n    pass\n"
EXCUSED = """
import pytest

@pytest.mark.skip
def test_skipped():
    pass

def test_skipped_inside():
    pytest.skip()

@pytest.mark.xfail
def test_expected_to_fail():
    assert False

@pytest.mark.xfail(strict=False)
def test_expected_to_fail_and_does_not():
    pass
"""
NEVER_READ = "import pytest\npytest.skip(allow_module_level=True)\n"


@pytest.mark.django_db
def test_a_query_for_every_row_is_noticed() -> None:
    for _ in range(5):
        make_user()

    with zeal.zeal_context(), pytest.raises(zeal.NPlusOneError):
        [profile.user.name for profile in Profile.objects.all()]


def run(folder: Path, *options: str) -> tuple[int, list[str]]:
    """Run the tests of a folder with our hook; return its answer and what it says is missing."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    plugins = ("-p", "tests.conventions.left_out", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", str(folder), *plugins, *options],
        cwd=ROOT,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},  # a second for each process
        capture_output=True,
        text=True,
        check=False,
    )
    prefix = "Not checked: "
    lines = (line for line in done.stdout.splitlines() if line.startswith(prefix))
    return done.returncode, sorted(line.removeprefix(prefix) for line in lines)


@pytest.mark.parametrize(
    "options", [(), ("-p", "xdist", "-n", "2")], ids=["one process", "several"]
)
def test_a_run_that_leaves_a_test_out_fails(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "test_good.py").write_text(CHECKED)
    assert run(tmp_path, *options) == (pytest.ExitCode.OK, [])

    (tmp_path / "test_excused.py").write_text(EXCUSED)
    (tmp_path / "test_never_read.py").write_text(NEVER_READ)
    assert run(tmp_path, *options) == (
        pytest.ExitCode.TESTS_FAILED,
        [
            "test_excused.py::test_expected_to_fail",
            "test_excused.py::test_expected_to_fail_and_does_not",
            "test_excused.py::test_skipped",
            "test_excused.py::test_skipped_inside",
            "test_never_read.py",
        ],
    )


def test_on_the_second_database_only_what_a_database_decides_is_tried_again() -> None:
    again = ["tests/profiles/test_visible_to.py", "tests/browser/test_journey.py"]
    not_again = ["tests/domain/test_calendar.py", *NOT_AGAIN]
    assert all((ROOT / name).is_file() for name in [*again, *not_again])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", *again, *not_again],
        cwd=ROOT,
        env={**os.environ, "TEST_DATABASE_URL": "postgres://nobody@localhost/never-asked"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line}
    assert found == set(again)
    assert " deselected" in done.stdout


def test_this_suite_is_such_a_run(pytestconfig: pytest.Config) -> None:
    hooks = pytestconfig.pluginmanager.hook.pytest_sessionfinish.get_hookimpls()
    assert left_out.pytest_sessionfinish in [hook.function for hook in hooks]
