"""What a check found, and how it is printed: a line each, with the fix below what fails."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

_SIGNS = {True: "✓", False: "✗", None: "·"}


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok` is None for what is worth knowing but no fault."""

    what: str
    ok: bool | None
    says: str
    fix: str = ""


def fine(what: str, says: str) -> Finding:
    return Finding(what, True, says)


def bad(what: str, says: str, fix: str) -> Finding:
    return Finding(what, False, says, fix)


def note(what: str, says: str, fix: str = "") -> Finding:
    return Finding(what, None, says, fix)


def all_well(findings: Sequence[Finding]) -> bool:
    return all(found.ok is not False for found in findings)


def as_text(findings: Sequence[Finding]) -> str:
    width = max(len(found.what) for found in findings)
    lines = []
    for found in findings:
        lines.append(f"{_SIGNS[found.ok]} {found.what:<{width}}  {found.says}")
        if found.fix:
            lines.append(f"  {'':<{width}}  → {found.fix}")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    said = {"ok": all_well(findings), "checks": [asdict(found) for found in findings]}
    return json.dumps(said, indent=2, ensure_ascii=False)
