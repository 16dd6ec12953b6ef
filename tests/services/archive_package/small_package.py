"""A small package without a copy: attachments in memory, two audit entries, and how a test spoils it."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from app.domain.archive_package import (
    AUDIT_JSON,
    DECLARATION_JSON,
    FileKind,
    PackagedFile,
    PackageManifest,
    write_record,
)
from app.domain.attachment import FileRef
from app.domain.audit import AuditContent, chain_entry
from app.domain.errors import EnvironmentFault
from app.domain.package_audit import write_audit
from app.ports.archive_package import PackageContent, PackageDocument
from app.services.archive_package import bag_files
from tests.factories import NOW, make_package_facts

Files = dict[str, bytes]
SCAN = "data/附件/06 获奖情况/第1条/获奖证书.pdf"
PHOTO = "data/附件/证件照/证件照.jpg"
BASE = "归档包"


class MemoryStore:
    """An attachment store of bytes by hash; what is not there is E-301."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def put(self, content: bytes, name: str) -> FileRef:
        digest = hashlib.sha256(content).hexdigest()
        self.contents[digest] = content
        return FileRef(digest, name, len(content), "application/pdf")

    def read(self, sha256: str) -> bytes:
        return b"".join(self.stream(sha256))

    def stream(self, sha256: str) -> Iterator[bytes]:
        if sha256 not in self.contents:
            raise EnvironmentFault("E-301", sha256=sha256)
        content = self.contents[sha256]
        yield from (content[place : place + 4096] for place in range(0, len(content), 4096))

    def has(self, sha256: str) -> bool:
        return sha256 in self.contents


def make_content(store: MemoryStore, size: int = 50_000) -> PackageContent:
    """Two attachments, a declaration that names one, an audit log of two entries."""
    scan = store.put(b"%PDF-1.7\n" + bytes(n * 7 % 251 for n in range(size)), "获奖证书.pdf")
    photo = store.put(b"\xff\xd8\xff" + b"photo" * 500, "证件照.jpg")
    attachments = (
        PackagedFile(SCAN, scan.sha256, scan.size, FileKind.EVIDENCE, scan.name, scan.media_type),
        PackagedFile(PHOTO, photo.sha256, photo.size, FileKind.PHOTO, photo.name, "image/jpeg"),
    )
    documents = (
        make_record(DECLARATION_JSON, write_record({"id": "d1", "evidence": [scan]})),
        make_record(AUDIT_JSON, make_audit()),
    )
    facts = make_package_facts(stage="archived", submit_no=1, chain_seq=2)
    manifest = PackageManifest(facts, (*(d.file for d in documents), *attachments))
    return PackageContent(BASE, manifest, documents, attachments, (("Bagging-Date", "2026-09-01"),))


def make_record(path: str, content: bytes) -> PackageDocument:
    digest = hashlib.sha256(content).hexdigest()
    return PackageDocument(PackagedFile(path, digest, len(content), FileKind.RECORD), content)


def make_audit() -> bytes:
    entries, last = [], None
    for number in range(2):
        content = AuditContent(f"salt{number}", {"opinion": f"意见{number}"})
        last = chain_entry(
            last,
            at=NOW + timedelta(minutes=number),
            act="declaration.pass",
            account_id="a1",
            subject_kind="declaration",
            subject_id="d1",
            content=content,
        )
        entries.append((last, content))
    return write_audit(entries)


def read_files(path: Path) -> Files:
    with zipfile.ZipFile(path) as package:
        return {name.partition("/")[2]: package.read(name) for name in package.namelist()}


def write_files(path: Path, files: Files, base: str = BASE) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(f"{base}/{name}", content)


def spoil(path: Path, change: Callable[[Files], object]) -> None:
    """Change the files as somebody with a zip program would; the manifests stay as they were."""
    files = read_files(path)
    change(files)
    write_files(path, files)


def seal_again(files: Files, *, listing: bool = True) -> None:
    """Make every hash right again, as somebody who knows the format would; with ``listing`` also package.json's."""
    if listing:
        package = json.loads(files["data/package.json"])
        for entry in package["files"]:
            if entry["path"] in files:
                content = files[entry["path"]]
                entry["sha256"], entry["size"] = hashlib.sha256(content).hexdigest(), len(content)
        files["data/package.json"] = json.dumps(package).encode()
    payload = {p: hashlib.sha256(c).hexdigest() for p, c in files.items() if p.startswith("data/")}
    size = sum(len(c) for p, c in files.items() if p.startswith("data/"))
    files[bag_files.INFO] = bag_files.write_info((), size, len(payload))
    files[bag_files.MANIFEST] = bag_files.write_hashes(payload)
    tags = {
        p: hashlib.sha256(c).hexdigest()
        for p, c in files.items()
        if not p.startswith("data/") and p != bag_files.TAG_MANIFEST
    }
    files[bag_files.TAG_MANIFEST] = bag_files.write_hashes(tags)
