"""A run that leaves tests out fails. A plugin by itself, so that it can be tried without Django."""

from __future__ import annotations

import pytest

KINDS = ("skipped", "xfailed", "xpassed")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail if a test was skipped or expected to fail: it has checked nothing.

    With several processes only the one that gathers the reports has a terminal, and it decides.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    left_out = [report.nodeid for kind in KINDS for report in reporter.stats.get(kind, ())]
    if not left_out:
        return
    reporter.write_line("")  # the dots of the tests end without one
    for name in left_out:
        reporter.write_line(f"Not checked: {name}", red=True)
    if session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
