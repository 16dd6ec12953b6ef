"""SyncEngine: one round of the exchange after the other (``app.ports.sync.Synchroniser``; docs/protocol.md §5). Network thread only.

It has its own connection to the copy. Whatever ends a round is said in its report; what was done until then stays, and the next round goes on.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from app.ports.clock import Clock
from app.ports.sync import RoundReport, SyncLogKind, SyncPhase, SyncProgress
from db.sync.anew import Renewal
from db.sync.copy_settings import LAST_DIGESTS, LAST_ROUND, read_setting, write_settings
from db.sync.cursors import begin_district, keep_line, read_known
from db.sync.digests import compare
from db.sync.durability import quick_writes
from db.sync.export import export_outbox
from db.sync.gateway import DistrictHead, Gateway, Hello, NotAnsweredError, SyncError
from db.sync.handshake import (
    SCHEMA,
    KnownDistrict,
    Mode,
    Step,
    clocks_differ,
    districts_left,
    judge_district,
    judge_versions,
)
from db.sync.joining import follow_account
from db.sync.log import add_line
from db.sync.looks import push_looks
from db.sync.materialise.arrival import Surroundings
from db.sync.pull import LONGEST_WRITE, Puller, PullOutcome
from db.sync.push import Pusher, Upload
from db.sync.round_report import LOCKED, Round, end_round
from db.sync.settle import Settler

BETWEEN_DIGESTS = timedelta(minutes=15)
NEWER_PROGRAM, OLDER_SERVER, CLOCKS, EMPTY_SERVER = "Y-111", "Y-112", "Y-121", "Y-123"
STALE_SERVER = "Y-115"
DIFFERS = "Y-122"


class FilesDone(Protocol):
    @property
    def fetched(self) -> int: ...
    @property
    def problem(self) -> str: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...


class RoundFiles(Protocol):
    """What the files of this copy do in a round (db.sync.files_…)."""

    def uploader(self) -> Upload:
        """One a round."""
        ...

    def exchange(
        self, gateway: Gateway, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool]
    ) -> FilesDone:
        """Fetch ahead what is wanted, keep to the limit. Never raises for the network or the server."""
        ...


class SyncEngine:
    """``open_gateway`` gives None while nobody has signed in: there is no password to connect with."""

    def __init__(
        self,
        engine: Engine,
        open_gateway: Callable[[], Gateway | None],
        clock: Clock,
        around: Surroundings,
        files: RoundFiles,
        *,
        copy_id: str,
        folder: Path,
        longest_write: float = LONGEST_WRITE,
    ) -> None:
        """``longest_write``: seconds that others may have to wait for a transaction of the pull."""
        self._engine = engine
        self._open_gateway = open_gateway
        self._clock = clock
        self._around = around
        self._files = files
        self._copy_id = copy_id
        self._folder = folder
        self._longest_write = longest_write
        self._gateway: Gateway | None = None
        self._at_work = threading.RLock()
        self._closing = False
        self._renewal = Renewal(engine, clock.now)

    def run_round(
        self, *, everything: bool, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool]
    ) -> RoundReport:
        with self._at_work:
            return self._run_round(everything, report, lambda: self._closing or cancelled())

    def _run_round(
        self, everything: bool, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool]
    ) -> RoundReport:
        done = Round(self._clock.now())
        try:
            report(SyncProgress(SyncPhase.CONNECTING))
            gateway = None if self._closing else self._connected()
            if gateway is None:
                done.problem = LOCKED
            else:
                self._exchange(gateway, done, everything, report, cancelled)
        except SyncError as error:
            done.problem, done.params = error.code, dict(error.params)
            self.disconnect()
        return end_round(self._engine, done, self._clock.now())

    def disconnect(self) -> None:
        with self._at_work:
            gateway, self._gateway = self._gateway, None
            if gateway is not None:
                gateway.close()

    def close(self) -> None:
        """No round begins any more; one that runs ends after its present call. Any thread."""
        self._closing = True
        self.disconnect()

    def _connected(self) -> Gateway | None:
        if self._gateway is None:
            self._gateway = self._open_gateway()
        return self._gateway

    # -- one round ---------------------------------------------------------------------------------------------------

    def _exchange(
        self,
        gateway: Gateway,
        done: Round,
        everything: bool,
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        hello = gateway.hello(SCHEMA)
        mode = judge_versions(hello.schema_version, hello.min_schema)
        if clocks_differ(hello.server_time, self._clock.now()):
            done.warnings.append(CLOCKS)
        if mode is Mode.NEITHER:
            done.problem = NEWER_PROGRAM
            return
        follow_account(self._engine, hello)
        steps, known = self._prepare(hello, done)
        done.compares = self._digests_are_due()
        if mode is Mode.PULL_ONLY:
            done.problem = OLDER_SERVER
        else:
            self._push(gateway, done, steps, everything, report, cancelled)
        puller = Puller(self._engine, gateway, self._around, report, cancelled, self._longest_write)
        heads = self._heads(gateway, hello, done, steps)
        for told in heads:
            step = steps.get(told.district_id, Step.NOTHING)
            if cancelled() or not self._pull(puller, gateway, told, step, known, done, report):
                return
        done.taken.add(Settler(self._engine, gateway, self._clock, self._around).run())
        late = PullOutcome()
        puller.release(late)
        done.add_pull(late)
        with self._engine.begin() as connection:
            write_settings(connection, {LAST_ROUND: self._clock.now().isoformat()})
        files = self._files.exchange(gateway, report, cancelled)
        done.files_down += files.fetched
        done.warnings += files.warnings
        done.problem = done.problem or files.problem

    def _prepare(self, hello: Hello, done: Round) -> tuple[Mapping[str, Step], Mapping[str, KnownDistrict]]:
        with self._engine.connect() as connection:
            known = read_known(connection)
        for district_id in districts_left(known, hello):
            self._leave(district_id, done)
        steps = {d.district_id: judge_district(known.get(d.district_id), d) for d in hello.districts}
        for told in hello.districts:
            step = steps[told.district_id]
            if step is Step.REPULL:
                asked = self._renewal.begin(told)
                done.anew = True
                self._say(
                    SyncLogKind.REPULL, {"district": told.district_id, "name": told.name, "asked": asked}
                )
            elif step is Step.EMPTY:
                done.warnings.append(EMPTY_SERVER)
            elif step is Step.STALE:
                # Another of its hosts may be the right one by then.
                raise NotAnsweredError(STALE_SERVER, district=told.district_id)
            elif told.district_id not in known:
                done.anew = True
                with self._engine.begin() as connection:
                    begin_district(connection, told.district_id, told.epoch, told.line)
        return steps, known

    def _leave(self, district_id: str, done: Round) -> None:
        moment = self._clock.now().strftime("%Y%m%d-%H%M%S")
        path = self._folder / f"outbox-{district_id}-{moment}.jsonl"
        with self._engine.connect() as connection:
            count = export_outbox(connection, path, district_id)
        if not count:
            path.unlink()
        done.taken.add(self._renewal.leave(district_id))
        done.anew = True
        self._say(
            SyncLogKind.LEFT, {"district": district_id, "exported": count, "file": path.name if count else ""}
        )

    def _push(
        self,
        gateway: Gateway,
        done: Round,
        steps: Mapping[str, Step],
        everything: bool,
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        closed = frozenset(d for d, step in steps.items() if step is Step.EMPTY)
        pusher = Pusher(self._engine, gateway, self._clock, self._files.uploader(), report, cancelled, closed)
        done.add_push(pusher.run(everything=everything))
        if closed:
            return
        try:
            done.moved |= push_looks(self._engine, gateway, self._copy_id)
        except NotAnsweredError as error:
            if "state" not in error.params:
                raise
            # The server speaks, but one district does not take them now: the rest of the round need not wait for it.
            done.problem = done.problem or error.code

    def _heads(
        self, gateway: Gateway, hello: Hello, done: Round, steps: Mapping[str, Step]
    ) -> list[DistrictHead]:
        """Where the districts stand after this desk's own pushes; "*" first: offices come before the dossiers that name them."""
        heads = []
        for told in sorted(hello.districts, key=lambda d: d.district_id != "*"):
            if steps[told.district_id] is Step.EMPTY:
                continue
            if told.district_id in done.moved:
                now = gateway.head(told.district_id)
                told = DistrictHead(told.district_id, told.name, now.head, now.epoch, now.line)
            heads.append(told)
        return heads

    def _pull(
        self,
        puller: Puller,
        gateway: Gateway,
        told: DistrictHead,
        step: Step,
        known: Mapping[str, KnownDistrict],
        done: Round,
        report: Callable[[SyncProgress], None],
    ) -> bool:
        """False: cancelled."""
        before = known.get(told.district_id)
        if step is Step.NOTHING and before is not None and told.head == before.drained:
            if not self._renewal.is_under_way(told.district_id):
                return True
        with quick_writes(self._engine):
            outcome = puller.drain(told)
        done.add_pull(outcome)
        if not outcome.ended:
            return False
        if before is None:
            self._say(
                SyncLogKind.FIRST, {"district": told.district_id, "name": told.name, "rows": outcome.pulled}
            )
        renewed = self._renewal.is_under_way(told.district_id)
        if renewed or step is Step.COMPARE or done.compares:
            settled = self._compare(puller, gateway, told, renewed, done, report)
            if step is Step.COMPARE and not settled:
                return True  # the other line is not believed before it was compared: the next round does
        with self._engine.begin() as connection:
            keep_line(connection, told.district_id, told.line)
        return True

    def _digests_are_due(self) -> bool:
        with self._engine.connect() as connection:
            text = read_setting(connection, LAST_DIGESTS)
        last = datetime.fromisoformat(text) if text else None
        return last is None or not timedelta() <= self._clock.now() - last < BETWEEN_DIGESTS

    def _compare(
        self,
        puller: Puller,
        gateway: Gateway,
        told: DistrictHead,
        renewed: bool,
        done: Round,
        report: Callable[[SyncProgress], None],
    ) -> bool:
        """A kind that differs is pulled anew, once a round; what a restored server has not is looked at here. False: somebody wrote
        meanwhile, nothing can be said."""
        report(SyncProgress(SyncPhase.COMPARING, subject=told.name or told.district_id))
        found = compare(self._engine, gateway, told.district_id, told.head)
        if found.settled and found.differing and not renewed:
            self._renewal.begin_kinds(told.district_id, found.differing)
            done.anew = renewed = True
            done.add_pull(puller.drain(told))
            kinds = list(found.differing)
            found = compare(self._engine, gateway, told.district_id, told.head)
            self._say(
                SyncLogKind.REPULL,
                {
                    "district": told.district_id,
                    "name": told.name,
                    "kinds": kinds,
                    "code": DIFFERS,
                },
            )
        if not found.settled:
            return False
        if found.differing:
            done.warnings.append(DIFFERS)
        if renewed:
            agrees = not found.differing
            taken, is_restored = self._renewal.end(told.district_id, agrees=agrees)
            done.taken.add(taken)
            if not is_restored:
                done.warnings.append(EMPTY_SERVER)
            elif agrees:
                self._renewal.ask_for_lost(told.district_id)
        with self._engine.begin() as connection:
            write_settings(connection, {LAST_DIGESTS: self._clock.now().isoformat()})
        return True

    def _say(self, kind: SyncLogKind, params: Mapping[str, object]) -> None:
        with self._engine.begin() as connection:
            add_line(connection, self._clock.now(), kind, params)
