"""Our own lint rules: what each lets pass and what it stops."""

from textwrap import dedent

import pytest
from tools.lint.exceptions import Exemption, sift
from tools.lint.rules import (
    company_scope,
    exception_reasons,
    honest_tests,
    module_names,
    no_commit,
    no_db_dependency,
    no_environ,
    no_naive_time,
    registry_hosts,
    sizes,
    unit_suffix,
)
from tools.lint.run import RULES, find_problems, find_sources
from tools.lint.source import Problem, Rule, Source

SERVICE = "src/planroom/features/orders/service.py"
ROUTES = "src/planroom/features/orders/routes.py"
REPOSITORY = "src/planroom/features/orders/repository.py"
WALL = "src/planroom/floorplan/model/wall.py"
TEST = "tests/unit/test_orders.py"
REGISTRY = "pypi" + ".org"

GOOD: list[tuple[Rule, str, str]] = [
    (no_commit.check, SERVICE, "def confirm(uow):\n    uow.connection.execute(statement)"),
    (no_commit.check, no_commit.HOME, "connection.commit()"),
    (no_commit.check, TEST, "connection.rollback()"),
    (no_environ.check, no_environ.HOME, "import os\nos.environ['PLANROOM_DATA']"),
    (no_environ.check, SERVICE, "import os\nos.path.join('a', 'b')"),
    (
        company_scope.check,
        REPOSITORY,
        "def get_order(uow, company_id, order_id):\n    return select(orders).where(orders.c.company_id == company_id)",
    ),
    (company_scope.check, REPOSITORY, "def list_due_for_operator(uow):\n    return select(orders)"),
    (company_scope.check, REPOSITORY, "def find_file_by_token(uow, token):\n    return select(files)"),
    (
        company_scope.check,
        REPOSITORY,
        "def add_order(uow, values):\n    uow.connection.execute(insert(orders), values)",
    ),
    (
        company_scope.check,
        REPOSITORY,
        "def close(uow, order):\n    uow.connection.execute(update(orders).where(company == order.company_id))",
    ),
    (company_scope.check, REPOSITORY, "def _newest():\n    return select(orders)"),
    (company_scope.check, SERVICE, "def count():\n    return select(orders)"),
    (unit_suffix.check, WALL, "class Wall(Struct):\n    height_mm: float\n    label: str"),
    (unit_suffix.check, WALL, "def make(width_px: int, turn_deg: float) -> None: ..."),
    (unit_suffix.check, WALL, "def tell(area: AreaReport) -> None: ..."),
    (unit_suffix.check, WALL, "def _half(length: float) -> float: ..."),
    (unit_suffix.check, SERVICE, "def size(width: int) -> None: ..."),
    (no_naive_time.check, no_naive_time.CLOCK, "now = datetime.now(UTC)"),
    (no_naive_time.check, SERVICE, "now = uow.now()"),
    (no_naive_time.check, SERVICE, "at = datetime.fromtimestamp(seconds, UTC)"),
    (no_naive_time.check, TEST, "now = datetime.now(tz=UTC)"),
    (no_db_dependency.check, ROUTES, "@get('/orders')\ndef list_orders(request: Request, limit: int) -> Reply: ..."),
    (no_db_dependency.check, SERVICE, "def confirm(uow: UnitOfWork) -> None: ..."),
    (no_db_dependency.check, ROUTES, "def page(limit: int) -> Page: ...\nProvide(page)"),
    (module_names.check, "src/planroom/infra/database/base.py", ""),
    (module_names.check, "src/planroom/kit/clock.py", ""),
    (sizes.check, SERVICE, "x = 1\n" * 500),
    (sizes.check, TEST, "x = 1\n" * 800),
    (sizes.check, SERVICE, "def verb():\n" + "    x = 1\n" * 59),
    (registry_hosts.check, "README.md", "make demo"),
    (registry_hosts.check, "uv.lock", REGISTRY),
    (exception_reasons.check, SERVICE, "x = 1  # noqa: S104 — compared, not bound"),
    (exception_reasons.check, SERVICE, "x = 1  # type: ignore[arg-type]  # the stubs know no bytes here"),
    (exception_reasons.check, SERVICE, "x = '# noqa'  # a plain comment"),
    (honest_tests.check, TEST, "def test_a_ready_order_has_files():\n    assert order.files"),
    (
        honest_tests.check,
        TEST,
        "def test_a_draft_cannot_be_closed():\n    with pytest.raises(NotDraft):\n        close()",
    ),
    (
        honest_tests.check,
        TEST,
        "def _same(a, b):\n    assert a == b\n\ndef test_a_copy_is_the_same():\n    _same(copy(order), order)",
    ),
    (honest_tests.check, TEST, "monkeypatch.setenv('PLANROOM_DATA', 'x')"),
    (honest_tests.check, "tests/support/clock.py", "def now():\n    return 1"),
]

BAD: list[tuple[Rule, str, str]] = [
    (no_commit.check, SERVICE, "uow.connection.commit()"),
    (no_commit.check, ROUTES, "session.rollback()"),
    (no_commit.check, "src/planroom/infra/jobs/slots.py", "with engine.begin() as connection: ..."),
    (no_environ.check, SERVICE, "import os\nos.environ.get('HOME')"),
    (no_environ.check, SERVICE, "import os\nos.getenv('HOME')"),
    (no_environ.check, SERVICE, "from os import environ"),
    (company_scope.check, REPOSITORY, "def get_order(uow, order_id):\n    return select(orders)"),
    (company_scope.check, REPOSITORY, "def get_order(uow, company_id, order_id):\n    return select(orders)"),
    (company_scope.check, REPOSITORY, "def newest(uow, order_id):\n    return uow.connection.scalar(_newest)"),
    (
        company_scope.check,
        REPOSITORY,
        "def get_order(uow, order_id):\n    row = uow.connection.execute(select(orders))\n    return row.company_id",
    ),
    (company_scope.check, REPOSITORY, "def close(uow, order_id):\n    uow.connection.execute(orders.update())"),
    (
        company_scope.check,
        "src/planroom/features/orders/repository/list.py",
        "def rows(uow):\n    return sa.select(orders)",
    ),
    (unit_suffix.check, WALL, "class Wall(Struct):\n    height: float"),
    (unit_suffix.check, WALL, "class Wall(Struct):\n    wall_thickness: float | None = None"),
    (unit_suffix.check, WALL, "def turn(plan: Plan, angle: float) -> Plan: ..."),
    (unit_suffix.check, WALL, "class Page:\n    def scaled(self, width: int) -> None: ..."),
    (no_naive_time.check, SERVICE, "now = datetime.now()"),
    (no_naive_time.check, SERVICE, "now = datetime.datetime.utcnow()"),
    (no_naive_time.check, SERVICE, "at = datetime.fromtimestamp(seconds)"),
    (no_naive_time.check, SERVICE, "now = datetime.now(UTC)"),
    (no_naive_time.check, TEST, "day = date.today()"),
    (no_db_dependency.check, ROUTES, "@get('/orders')\ndef list_orders(uow) -> Reply: ..."),
    (no_db_dependency.check, ROUTES, "@post('/orders')\ndef create(rows: sa.Connection) -> Reply: ..."),
    (no_db_dependency.check, ROUTES, "def given():\n    yield database.write()\nProvide(given)"),
    (no_db_dependency.check, ROUTES, "def given() -> UnitOfWork: ...\nProvide(given)"),
    (module_names.check, "src/planroom/kit/utils.py", ""),
    (module_names.check, "src/planroom/features/orders/base.py", ""),
    (module_names.check, "src/planroom/core/plan.py", ""),
    (module_names.check, "tests/unit/test_helpers.py", ""),
    (sizes.check, SERVICE, "x = 1\n" * 501),
    (sizes.check, TEST, "x = 1\n" * 801),
    (sizes.check, SERVICE, "def verb():\n" + "    x = 1\n" * 60),
    (sizes.check, SERVICE, "class Many:\n" + "".join(f"    def m{i}(self): ...\n" for i in range(26))),
    (registry_hosts.check, "README.md", f"pip install --index-url https://{REGISTRY}/simple planroom"),
    (exception_reasons.check, SERVICE, "x = 1  # noqa"),
    (exception_reasons.check, SERVICE, "x = 1  # noqa: S104"),
    (exception_reasons.check, SERVICE, "x = 1  # type: ignore[arg-type]"),
    (exception_reasons.check, SERVICE, "x = 1  # type: ignore  # it is wrong here"),
    (honest_tests.check, TEST, "from unittest.mock import patch"),
    (honest_tests.check, TEST, "from unittest import mock"),
    (honest_tests.check, TEST, "monkeypatch.setattr(orders, 'now', fake)"),
    (honest_tests.check, TEST, "def test_orders():\n    assert orders"),
    (honest_tests.check, TEST, "def test_an_order_can_be_made():\n    make_order()"),
    (honest_tests.check, TEST, "def test_an_order_can_be_made():\n    assert True"),
]


def _name(case: object) -> str | None:
    return getattr(case, "__module__", "").rsplit(".", maxsplit=1)[-1] if callable(case) else None


@pytest.mark.parametrize(("rule", "path", "text"), GOOD, ids=_name)
def test_a_good_sample_passes_its_rule(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, dedent(text)))) == []


@pytest.mark.parametrize(("rule", "path", "text"), BAD, ids=_name)
def test_a_bad_sample_is_stopped_once_by_its_rule(rule: Rule, path: str, text: str) -> None:
    assert [problem.path for problem in rule(Source(path, dedent(text)))] == [path]


def test_every_rule_has_good_and_bad_samples() -> None:
    assert {rule for rule, _, _ in GOOD} == set(RULES) == {rule for rule, _, _ in BAD}


def test_the_project_keeps_its_own_rules() -> None:
    assert [str(problem) for problem in find_problems()] == []


def test_the_rules_look_at_the_whole_project() -> None:
    found = {source.path for source in find_sources()}
    assert {"src/planroom/kit/errors.py", "tests/conftest.py", "tools/lint/run.py", "Makefile", ".ci/run"} <= found


def test_an_exception_lets_its_place_pass_until_it_grows() -> None:
    exemption = Exemption("sizes", SERVICE, "A table of life-cycle rows reads best in one place.", size=600)
    assert sift([Problem(SERVICE, 1, "sizes", "600 lines", size=600)], [exemption]) == []
    grown = Problem(SERVICE, 1, "sizes", "601 lines", size=601)
    assert grown in sift([grown], [exemption])


def test_an_exception_that_nothing_needs_must_go() -> None:
    left = sift([], [Exemption("sizes", SERVICE, "It was long once.")])
    assert [problem.rule for problem in left] == ["exceptions"]
