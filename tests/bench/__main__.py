"""All benchmarks: `uv run python -m tests.bench`, or some by name: `… -m tests.bench commands delivery`.

They take about ten minutes, and both cores: `commands` (the path of `/wg feedback`), `time` (ticks and
starts), `meetings`, `minutes` (of 5,000 lines), `lines` (a burst in a live meeting),
`actions` (a morning's reminders), `digest` (a Monday's digests), `home` (the tab of
somebody with 500 things), `delivery`, `crash` (kill -9), `duplicates`, `search`. On a busy
machine only the ratios mean anything. By name only, for it takes twenty minutes: `leaving` (a
Monday's digests within Slack's budgets).
"""

from __future__ import annotations

import sys
from importlib import import_module

ALL = (
    "commands",
    "time",
    "meetings",
    "minutes",
    "lines",
    "actions",
    "digest",
    "home",
    "delivery",
    "crash",
    "duplicates",
    "search",
)


def main(names: list[str]) -> None:
    for name in names or ALL:
        sys.stdout.write(f"\n{name}\n")
        for line in import_module(f"tests.bench.bench_{name}").run():
            sys.stdout.write(f"  {line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
