"""The bot is killed in the middle of its work: nothing that it promised is lost, and nothing said twice."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from tests.crashes import Ordeal


def test_what_was_acknowledged_survives_and_every_message_arrives_once(tmp_path: Path) -> None:
    ordeal = Ordeal(tmp_path, kills=3, chance=random.Random(tmp_path.name))
    asyncio.run(ordeal.play())
    assert len(ordeal.acknowledged) > 10
    assert not ordeal.wrong()
