"""What SQLite and the disk complain about, as the EnvironmentFault a person can act on. Used at the edge of db only.

Every code with the sentence suggested for ``ui/texts.py`` (``{path}`` is the folder of the working copy):

E-101  密钥与这个工作副本不符。请确认选择了正确的工作副本，或重新输入口令。（E-101）
E-102  工作副本已损坏，读不出来，原文件没有改动。请用备份恢复，或联系管理员。（E-102）
E-103  工作副本由较新的版本建立，本版本不能打开。请升级程序后再打开。（E-103）
E-104  工作副本正被另一个程序使用。请先关闭另一个窗口，再打开。（E-104）
E-105  工作副本放在网络盘或同步文件夹里（{place}），多处同时写入会损坏数据。请换到本机硬盘的普通文件夹。（E-105）
E-106  这个文件夹里没有工作副本。请选择正确的文件夹，或新建一个。（E-106）
E-204  磁盘已满，刚才的内容没有保存。请清出至少 200 MB 后再试。（E-204）
E-205  没有写入权限（{path}）。请换一个文件夹，或请管理员开通权限。（E-205）
E-206  硬盘读写出错，这一步没有完成。请检查硬盘或 U 盘是否接好，再重试；再不行，请把资料备份到别的硬盘。（E-206）
E-301  附件不在本机：{sha256} 前 8 位。请从备份恢复，或请申报人重新上传。（E-301）
E-302  附件已损坏，不能显示。请从备份恢复，或请申报人重新上传。（E-302）
T-101  电脑时间早于上一次操作（{last}），为保证记录先后，暂不能继续。请先校正系统时间。（T-101）
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from app.domain.errors import EnvironmentFault

SMALLEST_FREE = 1 << 20
"""Bytes. A failed write with less than this free is reported as a full disk, whatever SQLite calls it."""

# Primary SQLite result codes (the low byte of an extended code).
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 26
# Extended codes of IOERR that speak of the file, not of the disk: SHORT_READ, DATA, CORRUPTFS.
_FILE_CUT = frozenset({522, 8202, 8458})
_CODE_OF_RESULT = {
    _PERM: "E-205",
    _BUSY: "E-104",
    _LOCKED: "E-104",
    _READONLY: "E-205",
    _CORRUPT: "E-102",
    _FULL: "E-204",
    _CANTOPEN: "E-205",
    # The key was checked before (db.copy_card), so a file that is no database is a damaged one.
    _NOTADB: "E-102",
}
_CODE_OF_ERRNO = {
    errno.ENOSPC: "E-204",
    errno.EDQUOT: "E-204",
    errno.EACCES: "E-205",
    errno.EPERM: "E-205",
    errno.EROFS: "E-205",
    # A file stands where the folder should be.
    errno.ENOTDIR: "E-205",
    errno.EEXIST: "E-205",
    errno.EIO: "E-206",
}


def is_disk_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < SMALLEST_FREE
    except OSError:
        return False


def find_fault(error: BaseException, folder: Path) -> EnvironmentFault | None:
    """The fault behind an error of the driver or the operating system; None when it is a bug of ours."""
    code: str | None = None
    if isinstance(error, sqlcipher.Error):
        result = getattr(error, "sqlite_errorcode", 0)
        code = _CODE_OF_RESULT.get(result & 0xFF)
        if result & 0xFF == _IOERR:
            code = _find_disk_fault(result, folder)
    elif isinstance(error, OSError):
        code = _CODE_OF_ERRNO.get(error.errno or 0)
        # Windows: ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL have no errno of their own.
        if getattr(error, "winerror", None) in (39, 112):
            code = "E-204"
    return None if code is None else EnvironmentFault(code, path=str(folder))


def _find_disk_fault(result: int, folder: Path) -> str:
    if is_disk_full(folder):
        return "E-204"
    return "E-102" if result in _FILE_CUT else "E-206"


@contextmanager
def translating(folder: Path) -> Iterator[None]:
    """Raise the EnvironmentFault behind whatever the driver or the disk raises inside; let bugs through."""
    try:
        yield
    except (sqlcipher.Error, OSError) as error:
        fault = find_fault(error, folder)
        if fault is None:
            raise
        raise fault from error
