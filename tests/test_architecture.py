"""The floors of the house, kept: who may import whom, where the clock is read, how a module begins."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("bot", "handlers", "storage")
MODULES = sorted(path.relative_to(ROOT) for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
PEOPLES = [path for path in MODULES if path.name != "__init__.py"]
FEATURES = sorted(path.parent.name for path in (ROOT / "handlers").glob("*/__init__.py"))

# Libraries a floor may use beside the standard library.
ALLOWED = {
    "bot/sandbox": {"aiohttp"},
    "handlers": {"sqlalchemy", "cryptography", "dateutil", "yaml", "holidays", "icalendar"},
    "storage": {"sqlalchemy", "alembic"},
}
TOP_LEVEL = {*FLOORS, "tests", "config.example.toml", "pyproject.toml", "README.md", "LICENSE"}
LONGEST_FUNCTION = 50
LONGEST_FILE = 400
NO_NAMES = re.compile(r"(Manager|Service|Helper|Util)s?$|^(utils?|helpers?|managers?|services?|misc|common)$")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"), str(path))


@cache
def imports(path: Path) -> list[tuple[str, int]]:
    """What a module names of other modules, also inside functions: ("handlers.blocks.mention", line)."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively: write the whole name"
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def offences(modules: list[Path], is_wrong: Callable[[Path, str], bool]) -> list[str]:
    return [
        f"{path}:{line} imports {name}"
        for path in modules
        for name, line in imports(path)
        if is_wrong(path, name)
    ]


def top(name: str) -> str:
    return name.partition(".")[0]


def is_foreign(name: str) -> bool:
    """A library: neither the standard one nor ours."""
    return top(name) not in sys.stdlib_module_names and top(name) not in FLOORS


def under(folder: str) -> list[Path]:
    return [path for path in MODULES if path.is_relative_to(folder)]


def test_nothing_runs_back_up() -> None:
    wrong = offences(under("storage"), lambda _, name: top(name) in ("bot", "handlers"))
    wrong += offences(under("handlers"), lambda _, name: top(name) == "bot")
    assert not wrong, f"bot → handlers → storage is the only direction; hand the value in instead: {wrong}"


def test_the_sandbox_knows_nothing_of_us() -> None:
    wrong = offences(
        under("bot/sandbox"), lambda _, name: top(name) in FLOORS and not name.startswith("bot.sandbox")
    )
    assert not wrong, f"the sandbox stands in for Slack: hand in a plain callable instead: {wrong}"


@pytest.mark.parametrize("folder", ALLOWED)
def test_each_floor_uses_its_own_libraries_only(folder: str) -> None:
    wrong = offences(under(folder), lambda _, name: is_foreign(name) and top(name) not in ALLOWED[folder])
    assert not wrong, f"{folder} may use {sorted(ALLOWED[folder])}; move the rest up to bot: {wrong}"


def test_features_never_import_each_other() -> None:
    def is_sibling(path: Path, name: str) -> bool:
        parts = name.split(".")
        return (
            parts[0] == "handlers" and len(parts) > 1 and parts[1] in FEATURES and path.parts[1] != parts[1]
        )

    modules = [path for path in under("handlers") if path != Path("handlers/routes.py")]
    wrong = offences(modules, is_sibling)
    assert not wrong, f"only routes.py knows the features; read storage, or ctx.emit and router.on: {wrong}"


def test_rules_and_drawings_ask_no_questions() -> None:
    """They may name what a row is (a class, a constant), not the functions that fetch rows."""

    def is_query(path: Path, name: str) -> bool:
        return top(name) == "sqlalchemy" or (top(name) == "storage" and name.rpartition(".")[2].islower())

    pure = [path for path in under("handlers") if path.name in ("rules.py", "views.py")]
    wrong = offences(pure, is_query)
    wrong += [
        f"{path}:{node.lineno} reaches for .db"
        for path in pure
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "db"
    ]
    assert pure and not wrong, f"rules and views are pure: fetch in commands.py and hand it in: {wrong}"


@pytest.mark.parametrize(
    ("library", "where"),
    [("slack_bolt", r"bot/(slack\w*|app)\.py"), ("apscheduler", r"bot/clock\.py")],
)
def test_a_library_stays_in_its_room(library: str, where: str) -> None:
    wrong = offences(
        MODULES, lambda path, name: top(name) == library and not re.fullmatch(where, path.as_posix())
    )
    assert not wrong, f"{library} is imported in {where} only: {wrong}"


def test_only_the_clock_reads_the_clock() -> None:
    def reads_the_clock(node: ast.AST) -> bool:
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            return False
        return (node.value.id, node.attr) in {
            *(("datetime", name) for name in ("now", "utcnow", "today")),
            ("date", "today"),
            *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime")),
        }

    elsewhere = [p for p in MODULES if p != Path("bot/clock.py") and not p.is_relative_to("bot/sandbox")]
    wrong = [f"{p}:{node.lineno}" for p in elsewhere for node in ast.walk(tree(p)) if reads_the_clock(node)]
    assert not wrong, f"`now` comes in as a parameter; only bot/clock.py reads it: {wrong}"


def test_packages_are_empty() -> None:
    wrong = [str(p) for p in MODULES if p.name == "__init__.py" and (ROOT / p).read_text("utf-8").strip()]
    assert not wrong, f"an __init__.py imports for everybody: keep it empty: {wrong}"


def test_each_module_begins_with_a_sentence() -> None:
    first = {p: (ast.get_docstring(tree(p)) or "").partition("\n\n")[0] for p in PEOPLES}
    wrong = [str(p) for p, said in first.items() if not re.search(r"\w[.?!:`)]+$", said)]
    assert not wrong, f"open with one docstring sentence that says what the module is for: {wrong}"


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_files_and_functions_stay_small() -> None:
    wrong = [
        f"{path}:{node.name}"
        for path, node in functions()
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
        and "migrations" not in path.parts  # a table is as long as it is
    ]
    wrong += [
        str(path)
        for path in MODULES
        if "migrations" not in path.parts
        and len((ROOT / path).read_text("utf-8").splitlines()) > LONGEST_FILE
    ]
    assert not wrong, f"there is a second one inside; give it a name of its own: {wrong}"


def test_names_are_the_fields_own() -> None:
    named = {str(p): p.stem for p in MODULES} | {f"{p.parent}/": p.parent.name for p in MODULES}
    for path in MODULES:
        named |= {f"{path}:{n.name}": n.name for n in ast.walk(tree(path)) if isinstance(n, ast.ClassDef)}
    wrong = [where for where, name in named.items() if NO_NAMES.search(name)]
    assert not wrong, f"say what it is or does in the working group's words: {wrong}"


def test_the_top_level_is_as_planned() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    tracked = {line.partition("/")[0] for line in listed.stdout.splitlines()}
    extra = {name for name in tracked if not name.startswith(".")} - TOP_LEVEL
    assert not extra, f"each thing has its place in bot, handlers, storage or tests: {sorted(extra)}"
