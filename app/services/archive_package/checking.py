"""Checks a package: every hash, size and name, the records, the audit digests. Nothing is unpacked to disk. For this package.

A file of hostile make is refused by ``zip_gate`` before an entry is read. Records are read into memory up to a bound;
attachments go by in chunks.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from app.domain.archive_package import (
    AUDIT_JSON,
    DECLARATION_JSON,
    PACKAGE_JSON,
    BadPackageRecord,
    FileKind,
    Finding,
    FindingCode,
    PackageCheck,
    PackageManifest,
    read_manifest,
)
from app.domain.errors import RuleError
from app.domain.package_audit import check_audit
from app.ports.archive_package import Report, Stop
from app.services.archive_package import bag_files, zip_gate

CHUNK = 1 << 20
MOST_RECORD = 64 << 20
"""Bytes of a record that is read whole."""
MOST_FINDINGS = 500
_BROKEN_ENTRY = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class PackageChecker:
    """One check of one open file of ``size`` bytes. Raises RuleError V-201; OSError is the disk's."""

    def __init__(self, stream: BinaryIO, size: int, report: Report, stop: Stop) -> None:
        self._stream, self._size = stream, size
        self._report, self._stop = report, stop
        self._findings: list[Finding] = []
        self._done, self._all = 0, size * 2
        self._hashes: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._records: dict[str, bytes] = {}

    def check(self) -> PackageCheck:
        whole = self._hash_whole()
        entries = self._open_entries()
        manifest: PackageManifest | None = None
        audit: tuple[tuple[int, str], ...] = ()
        if entries is not None:
            bag, inside = entries
            with bag:
                self._read_entries(bag, inside)
            self._check_bag()
            manifest = self._check_package()
            if manifest is not None:
                self._check_records(manifest)
                audit = self._check_audit()
        found = tuple(self._findings[:MOST_FINDINGS])
        return PackageCheck(whole, self._size, len(self._hashes), manifest, found, audit)

    # ---- the container

    def _hash_whole(self) -> str:
        digest = hashlib.sha256()
        self._stream.seek(0)
        while chunk := self._stream.read(CHUNK):
            digest.update(chunk)
            self._go_on(len(chunk))
        return digest.hexdigest()

    def _open_entries(self) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]] | None:
        """The archive and its files by their path inside the bag; None where it is not to be read."""
        directory = zip_gate.find_directory_size(self._stream, self._size)
        if directory is None:
            self._findings += [Finding(FindingCode.NOT_A_ZIP)]
            return None
        if directory[0] > zip_gate.MOST_ENTRIES or directory[1] > zip_gate.MOST_DIRECTORY:
            self._findings += [Finding(FindingCode.TOO_LARGE, {"entries": str(directory[0])})]
            return None
        try:
            bag = zipfile.ZipFile(self._stream)
        except _BROKEN_ENTRY:
            self._findings += [Finding(FindingCode.NOT_A_ZIP)]
            return None
        hostile = zip_gate.find_hostile(bag.infolist(), self._size)
        if hostile:
            self._findings += [*hostile]
            return None
        files = [entry for entry in bag.infolist() if not entry.is_dir()]
        bases = {entry.filename.partition("/")[0] for entry in files}
        if len(bases) != 1 or not all("/" in entry.filename for entry in files):
            self._findings += [Finding(FindingCode.NO_BAG)]
            return None
        return bag, {entry.filename.partition("/")[2]: entry for entry in files}

    def _read_entries(self, bag: zipfile.ZipFile, inside: dict[str, zipfile.ZipInfo]) -> None:
        self._all = self._size + sum(entry.file_size for entry in inside.values())
        for path, entry in inside.items():
            self._sizes[path] = entry.file_size
            digest = hashlib.sha256()
            keep = self._is_record(path) and entry.file_size <= MOST_RECORD
            kept: list[bytes] = []
            try:
                for chunk in self._read_entry(bag, entry):
                    digest.update(chunk)
                    if keep:
                        kept.append(chunk)
            except _BROKEN_ENTRY:
                self._find(FindingCode.UNREADABLE, path=path)
                self._hashes[path] = ""
                continue
            self._hashes[path] = digest.hexdigest()
            if keep:
                self._records[path] = b"".join(kept)

    def _read_entry(self, bag: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        if not zip_gate.is_readable(entry):
            raise zipfile.BadZipFile("encrypted or packed otherwise")
        with bag.open(entry) as content:
            while chunk := content.read(CHUNK):
                yield chunk
                self._go_on(len(chunk))

    @staticmethod
    def _is_record(path: str) -> bool:
        return path.endswith((".json", ".txt"))

    # ---- the bag

    def _check_bag(self) -> None:
        if not bag_files.is_declaration(self._records.get(bag_files.DECLARATION, b"")):
            self._find(FindingCode.NO_BAG)
        payload = self._compare(bag_files.MANIFEST, payload=True)
        self._compare(bag_files.TAG_MANIFEST, payload=False)
        oxum = bag_files.read_oxum(self._records.get(bag_files.INFO, b""))
        sizes = [size for path, size in self._sizes.items() if path.startswith(bag_files.PAYLOAD)]
        # What is missing, added or changed has been named by now.
        if payload and not self._findings and oxum is not None and oxum != (sum(sizes), len(sizes)):
            self._find(FindingCode.BAD_MANIFEST, path=bag_files.INFO)

    def _compare(self, manifest: str, *, payload: bool) -> bool:
        """One manifest with what is there; False where it could not be read."""
        if manifest not in self._hashes:
            self._find(FindingCode.MISSING, path=manifest)
            return False
        if not self._hashes[manifest]:
            return False  # told as unreadable
        try:
            listed = bag_files.read_hashes(self._records.get(manifest, b""), payload=payload)
        except bag_files.BadManifest as bad:
            self._find(FindingCode.BAD_MANIFEST, path=manifest, line=str(bad.line))
            return False
        for path, digest in listed.items():
            if path not in self._hashes:
                self._find(FindingCode.MISSING, path=path)
            elif self._hashes[path] and self._hashes[path] != digest:
                self._find(FindingCode.CHANGED, path=path)
        for path in self._hashes:
            if path.startswith(bag_files.PAYLOAD) == payload and path not in listed:
                if path != bag_files.TAG_MANIFEST:
                    self._find(FindingCode.UNLISTED, path=path)
        return True

    # ---- what the program wrote

    def _check_package(self) -> PackageManifest | None:
        if PACKAGE_JSON not in self._records:
            if PACKAGE_JSON not in self._hashes:
                self._find(FindingCode.MISSING, path=PACKAGE_JSON)
            return None
        try:
            manifest = read_manifest(self._records[PACKAGE_JSON])
        except BadPackageRecord as bad:
            code = FindingCode.NEWER_FORMAT if bad.newer else FindingCode.BAD_RECORD
            self._find(code, path=PACKAGE_JSON)
            return None
        listed = {file.path: file for file in manifest.files}
        for path, file in listed.items():
            if path not in self._hashes:
                self._find(FindingCode.MISSING, path=path)
            elif self._hashes[path] and self._hashes[path] != file.sha256:
                self._find(FindingCode.CHANGED, path=path)
            if path in self._sizes and self._sizes[path] != file.size:
                self._find(
                    FindingCode.WRONG_SIZE, path=path, size=str(file.size), found=str(self._sizes[path])
                )
        for path in self._hashes:
            if path.startswith(bag_files.PAYLOAD) and path not in listed and path != PACKAGE_JSON:
                self._find(FindingCode.UNLISTED, path=path)
        return manifest

    def _check_records(self, manifest: PackageManifest) -> None:
        """Every file that a record names is there under its hash; the audit log also speaks of earlier files."""
        # What is listed and was changed is told of once, above.
        inside = {*self._hashes.values(), *(file.sha256 for file in manifest.files)}
        for file in manifest.files:
            if file.kind is not FileKind.RECORD or file.path == AUDIT_JSON or not self._hashes.get(file.path):
                continue
            try:
                record = json.loads(self._records[file.path])
                missing = [ref for ref in _find_refs(record) if ref["sha256"] not in inside]
            except (ValueError, KeyError, RecursionError):
                self._find(FindingCode.BAD_RECORD, path=file.path)
                continue
            for ref in missing:
                self._find(FindingCode.NOT_IN_PACKAGE, path=file.path, name=ref["name"])
            if file.path == DECLARATION_JSON and _id_of(record) != manifest.facts.declaration_id:
                self._find(FindingCode.BAD_RECORD, path=file.path)

    def _check_audit(self) -> tuple[tuple[int, str], ...]:
        if AUDIT_JSON not in self._records:
            self._find(FindingCode.MISSING, path=AUDIT_JSON)
            return ()
        reading = check_audit(self._records[AUDIT_JSON])
        self._findings += reading.findings
        return reading.hashes

    # ---- small parts

    def _find(self, code: FindingCode, **params: str) -> None:
        finding = Finding(code, {name: zip_gate.printable(text) for name, text in params.items()})
        # A file that fails its bag and its listing is one finding.
        if len(self._findings) < MOST_FINDINGS and finding not in self._findings:
            self._findings.append(finding)

    def _go_on(self, size: int) -> None:
        if self._stop():
            raise RuleError("V-201")
        self._done += size
        self._report(min(self._done, self._all), self._all)


def _find_refs(value: Any) -> Iterator[dict[str, str]]:
    """Every object of the form of a FileRef, anywhere inside."""
    if isinstance(value, dict):
        if (
            isinstance(value.get("sha256"), str)
            and isinstance(value.get("name"), str)
            and "media_type" in value
        ):
            yield value
        else:
            for part in value.values():
                yield from _find_refs(part)
    elif isinstance(value, list):
        for part in value:
            yield from _find_refs(part)


def _id_of(record: Any) -> object:
    return record.get("id") if isinstance(record, dict) else None
