"""A Monday morning of many digests, in which the bot is killed: each chair gets one, once."""

from __future__ import annotations

from pathlib import Path

from tests.bench import bench_digest


def test_each_chair_gets_one_digest_however_often_the_bot_is_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'digests.db'}"
    bench_digest.stock(url, 150)
    _, kills = bench_digest.killed_in_the_middle(url, 150)
    assert kills >= 1 and bench_digest.wrong(url, 150) == []
