"""Every drawing, empty, single and long, equals the snapshot that somebody looked at (`python -m tests.gallery`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isfunction, signature
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from handlers.contract import Form, Message
from tests.views.catalogue.case import Case, Drawing
from tests.views.catalogue.every import FEATURES
from tests.views.nasty import faults_of

ROOT = Path(__file__).parents[2]
ATOMS = "handlers.blocks"
WIDTH = 150


class Pages(JSONSnapshotExtension):
    """A file a feature, of JSON to be read: what fits into a line stands in one."""

    def serialize(self, data: Any, **_: Any) -> str:
        return laid_out(data) + "\n"


def laid_out(value: Any, margin: str = "") -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if len(margin) + len(flat) <= WIDTH or not isinstance(value, dict | list):
        return flat
    within = margin + "  "
    if isinstance(value, list):
        lines = [within + laid_out(each, within) for each in value]
        return "[\n" + ",\n".join(lines) + f"\n{margin}]"
    lines = [f"{within}{json.dumps(key)}: {laid_out(each, within)}" for key, each in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{margin}}}"


def as_kept(drawn: Drawing) -> dict[str, Any]:
    """In the order in which it is read."""
    if isinstance(drawn, Message):
        return drawn.body
    if isinstance(drawn, Form):
        head = {"id": drawn.id, "title": drawn.title, "submit": drawn.submit, "known": dict(drawn.known)}
        return {**head, "blocks": list(drawn.blocks)}
    return {"blocks": list(drawn)}


@pytest.mark.parametrize("feature", FEATURES)
def test_drawn_as_looked_at(feature: str, snapshot: SnapshotAssertion) -> None:
    drawn = {case.name: as_kept(case.drawn) for case in FEATURES[feature]()}
    told = "look at it with `python -m tests.gallery`, then `pytest tests/views/test_catalogue.py --snapshot-update`"
    assert drawn == snapshot(extension_class=Pages), f"{feature} is drawn in another way: {told}"


@pytest.mark.parametrize("feature", FEATURES)
def test_each_case_is_one_that_slack_takes(feature: str) -> None:
    found = {case.name: faults_of(case.drawn) for case in FEATURES[feature]()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def all_cases() -> Iterator[Case]:
    return (case for cases in FEATURES.values() for case in cases())


def test_each_case_has_a_name_of_its_own() -> None:
    twice = [name for name, count in Counter(case.name for case in all_cases()).items() if count > 1]
    assert not twice, f"its snapshot would be the other's: say what is different in {twice}"


def drawings() -> Iterator[Callable[..., Any]]:
    """Every public function of a feature that draws something whole of what it is given."""
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if module.__name__ == ATOMS:
            continue
        for name, function in vars(module).items():
            is_its = isfunction(function) and function.__module__ == module.__name__
            if is_its and not name.startswith("_") and draws(function):
                yield function


def draws(function: Callable[..., Any]) -> bool:
    """Those that take a context ask the database first, and leave the drawing to another."""
    whole = str(signature(function).return_annotation) in WHOLE
    return whole and "ctx" not in signature(function).parameters


WHOLE = ("Message", "list[Message]", "Form", "tuple[Block, ...]")


def test_every_drawing_has_a_case() -> None:
    known = {case.drawing for case in all_cases()}
    missing = [f"{each.__module__}.{each.__name__}" for each in drawings() if each not in known]
    assert not missing, f"nobody has looked at it: add cases to tests/views/catalogue for {missing}"
