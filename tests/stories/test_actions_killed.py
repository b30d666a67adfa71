"""The morning's reminders in a process that is killed in their middle: each person has exactly one message."""

from __future__ import annotations

from pathlib import Path

from tests.bench import bench_actions


def test_exactly_one_message_each_though_it_is_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'actions.db'}"
    bench_actions.stock(url, stored=1200, owners=600, due=400)
    _, kills = bench_actions.killed_in_the_middle(url, due=400)
    assert kills >= 1 and bench_actions.wrong(url, due=400) == []
