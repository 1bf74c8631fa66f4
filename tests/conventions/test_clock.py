"""Time is an argument: only views, the administration, commands and tasks read the clock."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conventions.source import PACKAGES, ROOT, faults, python_files, shown

READERS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("functions", "Now"),  # the database's clock is a clock too
}
OF_A_GIVEN_MOMENT = {("timezone", "localdate"), ("timezone", "localtime")}
"""With an argument these only put a moment into the local time zone."""

FIELDS_OF_NOW = {"auto_now", "auto_now_add"}


def may_read_the_clock(path: Path) -> bool:
    """Views, the administration, commands and tasks begin a piece of work: they say when it is.

    A task is run by a worker, later than it was asked for, so that nobody could hand it the time.
    """
    is_view = path.stem.endswith("views") or path.parent.name == "views"
    is_begun = path.stem in {"admin", "tasks"} or path.parent.name in {"admin", "commands"}
    return is_view or is_begun


def clock_readers(tree: ast.Module) -> list[str]:
    """Readings of the clock, called or handed on; the `default=` of a column is none of ours."""
    origins = imported(tree)
    spared = {part for node in ast.walk(tree) for part in _spared(node, origins)}
    found = [
        (node.lineno, ast.unparse(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
        and node not in spared
        and _ending(node, origins) in READERS
    ]
    found += [
        (node.value.lineno, f"{node.arg}=")
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in FIELDS_OF_NOW
    ]
    return [f"line {line}: {text}" for line, text in sorted(found)]


def imported(tree: ast.AST) -> dict[str, str]:
    """Return for each imported name what it stands for, wherever it is imported."""
    origins: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                origins[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    origins[alias.asname] = alias.name
    return origins


def _spared(node: ast.AST, origins: dict[str, str]) -> list[ast.AST]:
    if isinstance(node, ast.keyword) and node.arg == "default":
        return [node.value]
    if isinstance(node, ast.Call) and (node.args or node.keywords):
        return [node.func] if _ending(node.func, origins) in OF_A_GIVEN_MOMENT else []
    return []


def _ending(node: ast.AST, origins: dict[str, str]) -> tuple[str, ...]:
    """Return the last two parts of what a name stands for: ('timezone', 'now')."""
    first, _dot, rest = ast.unparse(node).partition(".")
    whole = ".".join(filter(None, (origins.get(first, first), rest)))
    return tuple(whole.split(".")[-2:])


def test_only_views_the_administration_and_commands_read_the_clock() -> None:
    paths = [path for path in python_files(*PACKAGES) if not may_read_the_clock(path)]
    names = {shown(path) for path in paths}
    assert "careers/domain/planner.py" in names
    assert "careers/assessments/actions/answering.py" in names
    assert "careers/teams/context_processors.py" in names
    assert faults(clock_readers, paths) == []


def test_what_may_read_the_clock() -> None:
    careers = ROOT / "careers"
    free = [
        "assessments/views/answering.py",
        "profiles/account_views.py",
        "levels/admin.py",
        "teams/management/commands/load_demo.py",
        "profiles/tasks.py",
    ]
    bound = ["assessments/forms.py", "profiles/models.py", "roadmaps/plans.py"]
    bound += ["profiles/sending.py", "teams/actions/reminding.py"]
    assert [may_read_the_clock(careers / name) for name in free] == [True] * 5
    assert [may_read_the_clock(careers / name) for name in bound] == [False] * 5


PLANTED = {
    "from django.utils.timezone import now\nnow()": "line 2: now",
    "from django.utils.timezone import now as at\nat()": "line 2: at",
    "from django.utils import timezone as tz\ntz.now()": "line 2: tz.now",
    "timezone.localdate()": "line 1: timezone.localdate",
    "from datetime import datetime as dt\ndt.now(tz=UTC)": "line 2: dt.now",
    "import datetime as dt\ndt.datetime.now()": "line 2: dt.datetime.now",
    "import datetime\ndatetime.date.today()": "line 2: datetime.date.today",
    "from datetime import date\ndate.today()": "line 2: date.today",
    "def f():\n    from time import time\n    return time()": "line 3: time",
    "import time\ntime.time()": "line 2: time.time",
    "from django.db.models.functions import Now\nf(at=Now())": "line 2: Now",
    "begin(clock=timezone.now)": "line 1: timezone.now",
    "at = models.DateTimeField(auto_now_add=True)": "line 1: auto_now_add=",
}
FINE = """
from datetime import date, datetime
from django.utils import timezone
joined_at = models.DateTimeField(default=timezone.now)
day = timezone.localdate(answered_at)
day = timezone.localtime(submitted_at).date()
day = date(2027, 3, 14)
now = today = at
def begin(*, now: datetime, today: date) -> None:
    first(now=now, today=today)
"""


def test_the_check_can_fail() -> None:
    assert {text: clock_readers(ast.parse(text)) for text in PLANTED} == {
        text: [fault] for text, fault in PLANTED.items()
    }
    assert clock_readers(ast.parse(FINE)) == []
