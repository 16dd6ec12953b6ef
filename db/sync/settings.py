"""SqlSyncSettings: ``app.ports.sync.SyncSettings`` in the copy's settings. Write thread only."""

from app.ports.unit_of_work import NewUnitOfWork
from db.sync.copy_settings import CACHE_DEFAULT_MB, CACHE_LIMIT, REST_DEFAULT, REST_MOST, REST_SECONDS

LEAST_CACHE_MB = 100


class SqlSyncSettings:
    def __init__(self, new_unit_of_work: NewUnitOfWork) -> None:
        self._new_unit_of_work = new_unit_of_work

    def rest_seconds(self) -> int:
        return self._read(REST_SECONDS, REST_DEFAULT)

    def set_rest_seconds(self, seconds: int) -> None:
        self._write(REST_SECONDS, min(max(seconds, 0), REST_MOST))

    def cache_limit_mb(self) -> int:
        return self._read(CACHE_LIMIT, CACHE_DEFAULT_MB)

    def set_cache_limit_mb(self, megabytes: int) -> None:
        self._write(CACHE_LIMIT, max(megabytes, LEAST_CACHE_MB))

    def _read(self, key: str, default: int) -> int:
        with self._new_unit_of_work() as uow:
            return int(uow.settings.get(key) or default)

    def _write(self, key: str, value: int) -> None:
        with self._new_unit_of_work() as uow:
            uow.settings.set(key, str(value))
            uow.commit()
