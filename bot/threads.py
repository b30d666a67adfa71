"""Worker threads that are asked and answer in heaps: each time two threads change turns costs as much as a
statement, and a deed of twenty statements would change turns at every one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Generic, TypeVar

Deed = TypeVar("Deed")
Outcome = tuple[Any, Exception | None]
Asked = tuple[asyncio.Future[Any], Deed]
Told = tuple[asyncio.Future[Any], Outcome]

# Nobody waits longer for what others do; where nobody else waits it is told at once.
TELL_WITHIN = 0.03


class Threads(Generic[Deed]):
    """Deeds are begun in the order in which they came; with one thread, one after the other.

    `do` does the first of a heap of deeds, as many as it likes but at least one, and tells how they came out.
    What was asked for meanwhile joins the rest.
    """

    def __init__(self, count: int, name: str, do: Callable[[list[Deed]], list[Outcome]]) -> None:
        self._do = do
        self._asked: list[Asked[Deed]] = []
        self._heaps: SimpleQueue[list[Asked[Deed]] | None] = SimpleQueue()
        self._threads = [
            Thread(target=self._work, name=f"{name}_{number}", daemon=True) for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, deed: Deed) -> Any:
        loop = asyncio.get_running_loop()
        told: asyncio.Future[Any] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._hand_over)  # when the loop has been through all that it has at hand
        self._asked.append((told, deed))
        return await told

    def _hand_over(self) -> None:
        asked, self._asked = self._asked, []
        for heap in [asked] if len(self._threads) == 1 else [[one] for one in asked]:
            self._heaps.put(heap)

    def _work(self) -> None:
        heap: list[Asked[Deed]] = []
        while self._gather(heap):
            came_out = self._do([deed for _, deed in heap])
            told = [(future, outcome) for (future, _), outcome in zip(heap, came_out, strict=False)]
            del heap[: len(came_out)]
            told[0][0].get_loop().call_soon_threadsafe(_tell, told)

    def _gather(self, heap: list[Asked[Deed]]) -> bool:
        """Wait for something to do; False when all is done, for good."""
        while not heap or (len(self._threads) == 1 and not self._heaps.empty()):
            more = self._heaps.get()
            if more is None:
                self._heaps.put(None)  # for when the heap is done
                return bool(heap)
            heap += more
        return True

    def close(self) -> None:
        """When all that was asked for is done."""
        self._hand_over()
        self._heaps.put(None)
        for thread in self._threads:
            thread.join()


def outcomes(deeds: Iterable[Callable[[], Any]]) -> list[Outcome]:
    """Of each of them, until somebody has waited long enough to be told."""
    done: list[Outcome] = []
    tell_at = monotonic() + TELL_WITHIN
    for deed in deeds:
        try:
            done.append((deed(), None))
        except Exception as failure:
            done.append((None, failure))
        if monotonic() > tell_at:
            break
    return done


def _tell(done: list[Told]) -> None:
    for told, (result, failure) in done:
        if told.done():
            continue  # whoever asked was cancelled
        if failure is None:
            told.set_result(result)
        else:
            told.set_exception(failure)
