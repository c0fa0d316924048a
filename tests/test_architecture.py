"""The page ARCHITECTURE.md, enforced: sizes, audit tags, actions' arguments, migrations, declared access."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from eventapp.app import FEATURES
from eventapp.core.access import declared
from eventapp.core.audit import TAGS
from eventapp.core.db import Base, db

ROOT = Path(__file__).parents[1]
SOURCES = [path for folder in ("eventapp", "exports") for path in (ROOT / folder).rglob("*.py")]
LONGEST_FILE, LONGEST_FUNCTION = 400, 50

pytestmark = pytest.mark.any_database


def test_files_and_functions_stay_short():
    long = []
    for path in SOURCES:
        text = path.read_text()
        if text.count("\n") > LONGEST_FILE:
            long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []


def test_every_audit_tag_is_used_and_every_used_one_is_known():
    used = {tag for path in SOURCES for tag in re.findall(r'"([a-z]+\.[a-z_]+)"', path.read_text()) if tag in TAGS}
    assert TAGS - used == set()


def test_actions_take_actor_and_clock_by_keyword():
    wrong = []
    for feature in FEATURES:
        path = ROOT / "eventapp" / feature
        if not (path / "actions.py").exists() and not (path / "actions").is_dir():
            continue
        module = import_module(f"eventapp.{feature}.actions")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or not function.__module__.startswith(module.__name__):
                continue
            parameters = inspect.signature(function).parameters
            for wanted in ("actor", "now"):
                if wanted in parameters and parameters[wanted].kind is not inspect.Parameter.KEYWORD_ONLY:
                    wrong.append(f"{feature}.{name}: {wanted}")
    assert wrong == []


def test_nobody_reads_the_clock_below_the_views():
    asks = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"datetime\.now\(|time\.time\(", path.read_text())
        and path.name not in ("web.py", "commands.py")
        and "/demo/" not in str(path)
    ]
    assert asks == []


def test_no_template_switches_escaping_off_or_styles_inline():
    faults = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in (ROOT / "eventapp" / "templates").rglob("*.html")
        if (
            found := re.search(
                r"\|\s*safe\b|autoescape false|\sstyle=|\son(click|change|submit|load)=", path.read_text()
            )
        )
    ]
    assert faults == []


def test_every_endpoint_declares_its_access(migrated_app):
    kinds = {declared(migrated_app, rule.endpoint).kind for rule in migrated_app.url_map.iter_rules()}
    assert kinds == {"public", "signed-in", "administrator", "organizers", "workshop"}


def test_the_migrations_make_the_tables_the_models_describe(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
