"""Settings -> running parts: the one place where things are wired together."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from dataclasses import dataclass, field, replace
from datetime import timedelta

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock, Drum
from bot.delivery import LEASE, Delivery, Pacing
from bot.feeds import feed_routes
from bot.settings import Settings
from bot.slack import SlackDoor
from bot.slack_socket import Socket
from bot.web import web_app
from bot.work import Work
from handlers.contract import Settings as ProductSettings
from handlers.routes import routes
from storage import migrate, sending
from storage.db import Database

log = logging.getLogger(__name__)

ANSWER_WITHIN = 3.0  # seconds for those who wait for an answer when we are asked to stop,
FINISH_WITHIN = 5.0  # and for what nobody waits for
MINUTE_SECONDS = 60
DAY_SECONDS = 24 * 3600


@dataclass
class App:
    """One running bot; `start` and `stop` it, ask its `health`."""

    settings: Settings
    clock: Clock
    database: Database
    work: Work
    delivery: Delivery
    door: SlackDoor
    drum: Drum
    socket: Socket | None = None
    site: web.AppRunner | None = None
    refreshing: asyncio.Task[None] | None = None
    caught_up: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    async def build(cls, settings: Settings, clock: Clock | None = None) -> App:
        """Wire everything, and learn from Slack who we are. Raises SlackApiError when the token is wrong."""
        clock = clock or Clock()
        database = Database(settings.database.url)
        await asyncio.to_thread(migrate.upgrade, database)
        client = slack_client(settings)
        who = await client.auth_test()
        site = str(who.get("url") or "")
        work = Work(routes, database, replace(product_settings(settings), site=site), clock)
        delivery = Delivery(work, client, pacing(settings))
        bot = AuthorizeResult.from_auth_test_response(
            bot_token=settings.slack.bot_token.get_secret_value(), auth_test_response=who
        )
        door = SlackDoor(work, client, settings.slack.signing_secret.get_secret_value(), bot)
        app = cls(settings, clock, database, work, delivery, door, _no_drum(clock))
        app.drum = Drum(app.tick, settings.clock.tick_seconds, clock)
        work.on_commit = app.follow_up
        return app

    def follow_up(self) -> None:
        """Something was committed: its messages leave at once, its jobs are done soon."""
        self.delivery.wake()
        self.drum.soon()

    async def start(self, *, drum: bool = True, listen: bool = True) -> None:
        """`drum` off: time passes only by `tick`; `listen` off: no HTTP port."""
        lease = timedelta() if self.database.is_sqlite else LEASE
        await self.delivery.start(lease)
        self.refreshing = asyncio.create_task(self._keep_up())
        if listen:
            await self._listen()
        if self.settings.slack.mode == "socket":
            token = self.settings.slack.app_token.get_secret_value()
            self.socket = Socket(self.door.app, token, slack_client(self.settings))
            await self.socket.open()
        if drum:
            self.drum.start()

    async def _keep_up(self) -> None:
        """The directory is read at start and once a day; after a fault, soon again."""
        while True:
            try:
                await self.door.events.catch_up(self.workspace)
            except Exception as fault:
                log.warning("the directory could not be read, trying again soon: %s", fault)
                await asyncio.sleep(MINUTE_SECONDS)
                continue
            self.caught_up.set()
            await asyncio.sleep(DAY_SECONDS)

    @property
    def workspace(self) -> str:
        return self.door.bot.team_id or ""

    async def _listen(self) -> None:
        served = web_app(self._from_http, self.health, self.figures)
        served.add_routes(feed_routes(self.work))
        self.site = web.AppRunner(served, access_log=None, shutdown_timeout=ANSWER_WITHIN)
        await self.site.setup()
        await web.TCPSite(self.site, self.settings.http.host, self.settings.http.port).start()

    async def _from_http(self, request: web.Request) -> web.Response:
        answer = await self.door.app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    async def tick(self) -> None:
        """Do what is due, and see to it that what it posted leaves."""
        await self.work.tick()
        self.delivery.wake()

    async def settle(self) -> None:
        """Until nothing is under way: answers given, all that is due delivered."""
        while True:
            await self.door.settle()
            if await self.delivery.idle():
                return
            self.delivery.wake()
            await asyncio.sleep(0.002)

    async def health(self) -> dict[str, bool]:
        """Which parts are alive."""
        parts = {"clock": self.drum.is_alive(), "delivery": self.delivery.is_alive()}
        parts["database"] = await self._database_answers()
        if self.settings.slack.mode == "socket":
            parts["socket"] = self.socket is not None and await self.socket.is_alive()
        return parts

    async def figures(self) -> dict[str, float]:
        """For operators: what waits to be sent, and what was given up."""
        found = await self.work.read(sending.counts)
        return {"outbox_waiting": found["waiting"], "outbox_dead_letters": found["dead"]}

    async def _database_answers(self) -> bool:
        try:
            await asyncio.wait_for(self.work.read(lambda db: db.exec_driver_sql("SELECT 1").scalar()), 2)
        except Exception:
            log.exception("the database does not answer")
            return False
        return True

    async def stop(self) -> None:
        """Stop taking work, finish what is in hand; what does not end in time is taken up at the next start."""
        self.work.is_ending = True
        if self.refreshing:
            self.refreshing.cancel()
        if self.site:
            await self.site.cleanup()
        if self.socket:
            await self.socket.close(ANSWER_WITHIN)
        finishing = (self.drum.stop(), self.door.settle(), self.delivery.stop())
        _, late = await asyncio.wait(map(asyncio.ensure_future, finishing), timeout=FINISH_WITHIN)
        for task in late:
            task.cancel()
        await self.delivery.drop()
        await asyncio.to_thread(self.work.close)
        self.database.close()


def slack_client(settings: Settings) -> AsyncWebClient:
    # No retries in the client: the outbox knows what may be sent again and when.
    return AsyncWebClient(
        token=settings.slack.bot_token.get_secret_value(),
        base_url=settings.slack.api_url,
        timeout=15,
        retry_handlers=[],
    )


def product_settings(settings: Settings) -> ProductSettings:
    return ProductSettings(
        command=settings.slack.command,
        admins=frozenset(settings.slack.admins),
        relay_key=settings.privacy.relay_key.get_secret_value() or None,
        public_url=settings.http.public_url or f"http://{settings.http.host}:{settings.http.port}",
    )


def pacing(settings: Settings) -> Pacing:
    chosen = settings.delivery
    return Pacing(
        channel_seconds=chosen.channel_seconds,
        posts_per_minute=chosen.posts_per_minute,
        edits_per_minute=chosen.edits_per_minute,
        homes_per_minute=chosen.homes_per_minute,
        workers=chosen.workers,
    )


def _no_drum(clock: Clock) -> Drum:
    async def nothing() -> None:
        return None

    return Drum(nothing, 3600, clock)


async def _ready(settings: Settings) -> App:
    app = await App.build(settings)
    try:
        await app.start()
    except BaseException:
        await app.stop()
        raise
    log.info("Convener is ready on http://%s:%s", settings.http.host, settings.http.port)
    return app


async def serve(settings: Settings) -> int:
    """Run until SIGTERM or Ctrl-C; the process's exit code."""
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    starting, ending = asyncio.ensure_future(_ready(settings)), asyncio.ensure_future(told.wait())
    await asyncio.wait((starting, ending), return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        await asyncio.wait((starting,))
        return 0
    app = await starting
    # What lives as long as the process is not looked through again and again: a tenth of a deed's time.
    gc.freeze()
    await ending
    log.info("stopping: finishing what is in hand")
    await app.stop()
    return 0
