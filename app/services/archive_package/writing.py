"""Writes the bag into a zip: documents packed, attachments as they are, streamed from the store. For this package.

A file is hashed as it goes by: one that is not what its record says stops the whole package.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import BinaryIO

from app.domain.archive_package import PACKAGE_JSON, PackagedFile, write_manifest
from app.domain.errors import EnvironmentFault, KnownError, RuleError
from app.domain.working_days import SHANGHAI
from app.ports.archive_package import PackageContent, Report, Stop
from app.ports.attachments import AttachmentStore
from app.services.archive_package import bag_files

BEGIN_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_LARGE = 2_000_000_000
"""From here on an entry is written with 64-bit sizes."""


class BagWriter:
    """One package into one open file. ``report`` counts the payload's bytes."""

    def __init__(
        self,
        stream: BinaryIO,
        content: PackageContent,
        attachments: AttachmentStore,
        report: Report,
        stop: Stop,
    ) -> None:
        self._stream = stream
        self._content = content
        self._attachments = attachments
        self._report = report
        self._stop = stop
        self._moment = zip_moment(content.manifest.facts.made_at)
        self._payload: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._done = self._size = 0

    def write(self) -> None:
        """Raises RuleError V-201, EnvironmentFault V-202, and whatever OSError the disk raises."""
        with zipfile.ZipFile(self._stream, "w") as bag:
            self._add_tag(bag, bag_files.DECLARATION, bag_files.write_declaration())
            self._add_payload(bag, PACKAGE_JSON, write_manifest(self._content.manifest))
            for document in self._content.documents:
                self._add_payload(bag, document.file.path, document.content)
            for file in self._content.attachments:
                self._add_attachment(bag, file)
            info = bag_files.write_info(self._content.notes, self._size, len(self._payload))
            self._add_tag(bag, bag_files.INFO, info)
            self._add_tag(bag, bag_files.MANIFEST, bag_files.write_hashes(self._payload))
            last = bag_files.write_hashes(self._tags)
            self._write_entry(bag, bag_files.TAG_MANIFEST, len(last), [last], packed=True)

    def _add_tag(self, bag: zipfile.ZipFile, path: str, content: bytes) -> None:
        self._tags[path] = self._write_entry(bag, path, len(content), [content], packed=True)

    def _add_payload(self, bag: zipfile.ZipFile, path: str, content: bytes) -> None:
        self._payload[path] = self._write_entry(bag, path, len(content), [content], packed=True)
        self._size += len(content)

    def _add_attachment(self, bag: zipfile.ZipFile, file: PackagedFile) -> None:
        try:
            digest = self._write_entry(
                bag, file.path, file.size, self._attachments.stream(file.sha256), packed=False
            )
        except KnownError as fault:
            if fault.code.startswith("V-"):
                raise
            raise EnvironmentFault("V-202", name=file.name, cause=fault.code) from fault
        if digest != file.sha256:
            raise EnvironmentFault("V-202", name=file.name, cause="E-302")
        self._payload[file.path] = digest
        self._size += file.size

    def _write_entry(
        self, bag: zipfile.ZipFile, path: str, size: int, chunks: Iterable[bytes], *, packed: bool
    ) -> str:
        """The SHA-256 of what was written."""
        info = zipfile.ZipInfo(f"{self._content.base}/{path}", self._moment)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        digest = hashlib.sha256()
        with bag.open(info, "w", force_zip64=size > _LARGE) as entry:
            for chunk in chunks:
                if self._stop():
                    raise RuleError("V-201")
                entry.write(chunk)
                digest.update(chunk)
                self._done += len(chunk)
                self._report(self._done, self._content.size)
        return digest.hexdigest()


def zip_moment(moment: datetime) -> tuple[int, int, int, int, int, int]:
    """Shanghai time, as an entry of a zip has it; never before a zip's first year."""
    there = moment.astimezone(SHANGHAI)
    given = (there.year, there.month, there.day, there.hour, there.minute, there.second)
    return max(given, BEGIN_OF_ZIP)


def scale_report(report: Report, start: int, end: int, whole: int) -> Callable[[int, int], None]:
    """A part's progress as the part of the whole from ``start`` to ``end``."""

    def tell(done: int, of_all: int) -> None:
        share = min(1.0, done / of_all) if of_all else 1.0
        report(start + round((end - start) * share), whole)

    return tell
