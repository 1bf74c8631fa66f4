"""The environment of every test run, set before the settings are read.

A developer's .env is not looked at, so that a run gives the same everywhere and never touches the
database of a real installation. DATABASE_URL is taken from TEST_DATABASE_URL.
"""

import atexit
import gc
import os
import shutil
import tempfile

# A file, as in an installation: in memory, the threads of the live server share one connection.
FOLDER = tempfile.mkdtemp(prefix="pmo-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

IS_SECOND_RUN = os.environ.get("TEST_DATABASE_URL", "").startswith("postgres")
"""The same suite on another database. What no database decides is not tried there again: tests that
ask none, which are found by that, and the files that follow."""

NOT_AGAIN = {
    "tests/browser/test_budgets.py": "how much a page loads",
    "tests/browser/test_deciding.py": "clicks; what they send is sent by tests of views, here too",
    "tests/browser/test_every_page.py": "colours, widths and structure",
    "tests/browser/test_keyboard.py": "what keys do",
    "tests/browser/test_managing.py": "clicks; what they send is sent by tests of views, here too",
    "tests/browser/test_paper.py": "how a page is printed",
    "tests/browser/test_parts.py": "how high a form is, and what is said of its parts",
    "tests/browser/test_replacing.py": "clicks; what they send is sent by tests of views, here too",
    "tests/browser/test_saving.py": "what scripts send, and when; views are sent the same here too",
    "tests/browser/test_what_if.py": "what scripts do on a page that saves nothing",
    "tests/browser/test_without_javascript.py": "pages without scripts",
    "tests/guard/test_headers.py": "headers",
    "tests/guard/test_settings.py": "settings",
    "tests/teams/test_demo_pages.py": "what the pages of the demonstration show",
    "tests/teams/test_demo_shape.py": "what the demonstration is like",
}
"""Files of tests for the first database alone, and what they look at."""

gc.disable()  # what is imported and collected stays; tests/conftest.py switches it on again

TRIES = os.environ.get("TRIES", "")
ONE_OF = {"few": 5, "all": 1}.get(TRIES, 4)
"""Of the random rules that a test could try, every fourth one is tried. Where mutants are tried, a
fifth is enough to notice them (`make mutants`); TRIES=all tries every one."""

os.environ.update(
    READ_DOT_ENV="false",
    DEBUG="false",
    DEMO="false",
    SECRET_KEY="only-for-tests-0123456789-0123456789-0123456789-0123456789",
    HTTPS="false",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", f"sqlite:///{FOLDER}/main.sqlite3"),
    CONN_MAX_AGE="0",  # or the server of a finished test still holds the database
    CACHE_URL="dbcache://portal_cache",
    EMAIL_URL="memorymail://",
    SITE_ADDRESS="https://portal.example.org",
    TASKS_BACKEND="immediate",
    SIGNUP_IS_OPEN="true",
    EXTRA_APPS="zeal",
    # Playwright keeps an event loop in the thread of the test; Django would refuse the database.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)
