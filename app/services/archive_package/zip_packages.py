"""ZipPackages: app.ports.archive_package.ArchivePackages as BagIt bags in zip files. Any thread but the GUI's.

A package is written as ``<name>.part`` beside its place, synced, read again and moved; on any failure the part goes.
Nothing else is written in the clear. Codes of faults (worded by the screen): V-201 … V-208, see the port.
"""

import contextlib
import errno
import os
import shutil
from pathlib import Path

from app.domain.archive_package import PackageCheck
from app.domain.errors import EnvironmentFault, RuleError
from app.ports.archive_package import PackageContent, Report, Stop
from app.ports.attachments import AttachmentStore
from app.services.archive_package.checking import PackageChecker
from app.services.archive_package.writing import BagWriter, scale_report

MEBIBYTE = 1 << 20
SPARE = 4 * MEBIBYTE
"""Of the disk, beside the payload: manifests, the zip's own directory."""
_FULL_ON_WINDOWS = (39, 112)  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_CODE_OF_ERRNO = {
    errno.ENOSPC: "V-203",
    errno.EDQUOT: "V-203",
    errno.EACCES: "V-205",
    errno.EPERM: "V-205",
    errno.EROFS: "V-205",
    # A FAT32 stick holds no file of 4 GB.
    errno.EFBIG: "V-208",
}


class ZipPackages:
    def __init__(self, attachments: AttachmentStore) -> None:
        self._attachments = attachments

    def write(self, target: str, content: PackageContent, report: Report, stop: Stop) -> PackageCheck:
        place = Path(target)
        part = place.with_name(f"{place.name}.part")
        whole = content.size * 3
        need = -(-(content.size + SPARE) // MEBIBYTE)
        begun = False
        try:
            if shutil.disk_usage(place.parent).free < content.size + SPARE:
                raise EnvironmentFault("V-203", need_mb=need, path=str(place.parent))
            with part.open("wb") as stream:
                begun = True
                first = scale_report(report, 0, content.size, whole)
                BagWriter(stream, content, self._attachments, first, stop).write()
                stream.flush()
                os.fsync(stream.fileno())
            check = check_file(part, scale_report(report, content.size, whole, whole), stop)
            if check.findings:
                raise EnvironmentFault("V-206", path=str(place))
            if stop():
                raise RuleError("V-201")
            part.replace(place)
        except OSError as error:
            raise EnvironmentFault(code_of(error), path=str(place.parent), need_mb=need) from error
        finally:
            # After the move there is none; on a stick that was pulled out it cannot be taken away.
            if begun:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)
        sync_folder(place.parent)
        return check

    def verify(self, path: str, report: Report, stop: Stop) -> PackageCheck:
        try:
            return check_file(Path(path), report, stop)
        except OSError as error:
            raise EnvironmentFault("V-207", path=path) from error


def check_file(path: Path, report: Report, stop: Stop) -> PackageCheck:
    """Raises RuleError V-201 and OSError."""
    with path.open("rb") as stream:
        return PackageChecker(stream, os.fstat(stream.fileno()).st_size, report, stop).check()


def code_of(error: OSError) -> str:
    if getattr(error, "winerror", None) in _FULL_ON_WINDOWS:
        return "V-203"
    return _CODE_OF_ERRNO.get(error.errno or 0, "V-204")


def sync_folder(folder: Path) -> None:
    """Make the move durable; a disk that cannot has done what it can (Windows, network places)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
