"""Worker threads that are asked and answer in heaps: each time two threads change turns costs as much as a
statement, and a deed of twenty statements would change turns at every one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, TypeVar

Result = TypeVar("Result")
Asked = tuple[asyncio.Future[Any], Callable[[], Any]]
Answered = tuple[asyncio.Future[Any], Any, Exception | None]

# Nobody waits longer for what others do; where nobody else waits it is told at once.
TELL_WITHIN = 0.03


class Threads:
    """Deeds are begun in the order in which they came; with one thread, one after the other."""

    def __init__(self, count: int, name: str) -> None:
        self._asked: list[Asked] = []
        self._heaps: SimpleQueue[list[Asked] | None] = SimpleQueue()
        self._threads = [
            Thread(target=self._work, name=f"{name}_{number}", daemon=True) for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, deed: Callable[[], Result]) -> Result:
        loop = asyncio.get_running_loop()
        told: asyncio.Future[Result] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._hand_over)  # when the loop has been through all that it has at hand
        self._asked.append((told, deed))
        return await told

    def _hand_over(self) -> None:
        asked, self._asked = self._asked, []
        for heap in [asked] if len(self._threads) == 1 else [[one] for one in asked]:
            self._heaps.put(heap)

    def _work(self) -> None:
        done: list[Answered] = []
        tell_at = 0.0
        while (heap := self._heaps.get()) is not None:
            for told, deed in heap:
                tell_at = tell_at if done else monotonic() + TELL_WITHIN
                done.append(_answered(told, deed))
                if monotonic() > tell_at:
                    told.get_loop().call_soon_threadsafe(_tell, done)
                    done = []
            if done and self._heaps.empty():
                done[0][0].get_loop().call_soon_threadsafe(_tell, done)
                done = []

    def close(self) -> None:
        """When all that was asked for is done."""
        self._hand_over()
        for _ in self._threads:
            self._heaps.put(None)
        for thread in self._threads:
            thread.join()


def _answered(told: asyncio.Future[Any], deed: Callable[[], Any]) -> Answered:
    try:
        return told, deed(), None
    except Exception as failure:
        return told, None, failure


def _tell(done: list[Answered]) -> None:
    for told, result, failure in done:
        if told.done():
            continue  # whoever asked was cancelled
        if failure is None:
            told.set_result(result)
        else:
            told.set_exception(failure)
