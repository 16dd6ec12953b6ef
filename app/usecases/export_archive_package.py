"""导出归档包 and 核对归档包: files, metadata, hashes and log of one dossier (DOMAIN facts §9).

Three steps on three threads: the record is read (``PackageRecords``), the package is made (slow, touches neither
queries nor units of work), that it was made is written to the audit log. Any desk that sees the dossier may; it gets
what it sees.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from app.domain.archive_package import (
    AUDIT_JSON,
    DECLARATION_JSON,
    INDEX_PDF,
    MADE_ACT,
    RECORDS,
    FileKind,
    Finding,
    FindingCode,
    PackageCheck,
    PackagedFile,
    PackageFacts,
    PackageManifest,
    to_plain,
    write_record,
)
from app.domain.decision import SubjectKind
from app.domain.declaration import Declaration, Stage
from app.domain.errors import RuleError
from app.domain.organisation import Actor
from app.domain.package_audit import compare_hashes, write_audit
from app.domain.package_layout import lay_out
from app.domain.package_names import safe_base_name
from app.domain.plan import PlanKit
from app.domain.working_days import SHANGHAI
from app.ports.archive_package import (
    ArchivePackages,
    DossierRecord,
    PackageContent,
    PackageDocument,
    PackageRecords,
    Report,
    Stop,
)
from app.ports.clock import Clock
from app.ports.documents import Documents
from app.ports.queries import Scope
from app.ports.unit_of_work import NewUnitOfWork
from app.usecases.within_reach import declaration_within_reach

_OF_TODAY = frozenset(
    {"stage", "rev", "publicity_id", "publicity_to", "open_objections", "saved_at", "copied_from"}
)


@dataclass(frozen=True, slots=True)
class PackageOrder:
    """``target``: path of the zip to be; ``words`` as ``Documents.archive_index`` takes them."""

    target: str
    actor: Actor
    made_at: datetime
    words: Mapping[str, str]
    program: str = ""


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A package that was written, read again and found whole."""

    target: str
    declaration_id: str
    check: PackageCheck
    files: int
    """Attachments inside."""


def require_packable(record: DossierRecord) -> None:
    """Raises RuleError V-209: a draft that was never handed in has nothing to be archived."""
    if record.declaration.stage is Stage.DRAFT:
        raise RuleError("V-209")


def make_archive_package(
    order: PackageOrder,
    record: DossierRecord,
    kit: PlanKit,
    documents: Documents,
    packages: ArchivePackages,
    *,
    report: Report,
    stop: Stop,
) -> MadePackage:
    """Write the package and check it. Raises V-209, D-102, and what ``ArchivePackages.write`` raises."""
    require_packable(record)
    content = compose_package(order, record, kit, documents)
    check = packages.write(order.target, content, report, stop)
    return MadePackage(order.target, record.declaration.id, check, len(content.attachments))


def compose_package(
    order: PackageOrder, record: DossierRecord, kit: PlanKit, documents: Documents
) -> PackageContent:
    """What stands in the package, attachments by their hash."""
    facts = _state_facts(order, record, kit)
    attachments = lay_out(
        kit, (record.declaration, *record.submissions), record.publicities, record.decisions
    )
    records = [_make_document(path, content) for path, content in _write_records(record, kit).items()]
    manifest = PackageManifest(facts, (*(d.file for d in records), *attachments))
    index = _make_document(
        INDEX_PDF,
        documents.archive_index(kit, record, manifest, order.words),
        FileKind.INDEX,
        "application/pdf",
    )
    return PackageContent(
        base=safe_base_name(PurePath(order.target).stem),
        manifest=replace(manifest, files=(index.file, *manifest.files)),
        documents=(index, *records),
        attachments=attachments,
        notes=_write_notes(facts),
    )


def record_archive_package(
    made: MadePackage, actor: Actor, new_unit_of_work: NewUnitOfWork, clock: Clock
) -> None:
    """One audit entry: who took which package of the dossier away, with the hash of the whole file.

    No command: nothing of the dossier changes. Raises N-404, T-101, E-204.
    """
    with new_unit_of_work() as uow:
        declaration_within_reach(uow, actor, made.declaration_id)
        name = PurePath(made.target).name
        uow.audit.append(
            at=clock.now(),
            act=MADE_ACT,
            actor=actor,
            subject_kind=SubjectKind.DECLARATION,
            subject_id=made.declaration_id,
            content={
                "what": f"{name}（SHA-256 {made.check.sha256}）",
                "file": name,
                "sha256": made.check.sha256,
                "size": made.check.size,
                "attachments": made.files,
            },
        )
        uow.commit()


def compare_with_copy(check: PackageCheck, records: PackageRecords, scope: Scope) -> PackageCheck:
    """Hold a checked package against this working copy: its audit chain, and the hash noted when it was made.

    A package of another copy, or of a dossier this desk does not see, is left as it is. Read thread.
    """
    if check.manifest is None:
        return check
    facts = check.manifest.facts
    hashes = records.chain_hashes(facts.chain_first, [seq for seq, _ in check.audit])
    if hashes is None:
        return check
    findings = list(compare_hashes(check.audit, hashes))
    made = records.made_packages(scope, facts.declaration_id)
    if made and check.sha256 not in made:
        findings.append(Finding(FindingCode.NOT_AS_MADE))
    return replace(check, findings=(*check.findings, *findings))


def _state_facts(order: PackageOrder, record: DossierRecord, kit: PlanKit) -> PackageFacts:
    declaration = record.declaration
    return PackageFacts(
        declaration_id=declaration.id,
        name=record.applicant.name,
        unit=record.employer.name,
        plan_id=declaration.plan_id,
        plan_version=declaration.plan_version,
        plan_name=kit.name,
        stage=declaration.stage.value,
        submit_no=declaration.submit_no,
        made_at=order.made_at,
        made_by=order.actor.name,
        made_by_unit=order.actor.organisation_name,
        made_by_role=order.actor.role.value,
        chain_first=record.chain_first,
        chain_seq=record.chain_last[0],
        chain_hash=record.chain_last[1],
        program=order.program,
    )


def _write_records(record: DossierRecord, kit: PlanKit) -> dict[str, bytes]:
    """By path. Whole dataclasses: a field that is added to a decision is written without a change here."""
    submissions = {
        f"{RECORDS}submission-{one.submit_no:02}.json": write_record(_as_handed_in(one))
        for one in record.submissions
    }
    return {
        DECLARATION_JSON: write_record(record.declaration),
        f"{RECORDS}applicant.json": write_record(record.applicant),
        f"{RECORDS}employer.json": write_record(record.employer),
        **submissions,
        f"{RECORDS}publicities.json": write_record(record.publicities),
        f"{RECORDS}meetings.json": write_record(record.meetings),
        f"{RECORDS}decisions.json": write_record(record.decisions),
        AUDIT_JSON: write_audit(record.audit),
        f"{RECORDS}log.json": write_record(record.log),
        f"{RECORDS}plan.json": write_record(kit),
    }


def _as_handed_in(submission: Declaration) -> dict[str, object]:
    """A submission without what is only known of the declaration today."""
    return {name: value for name, value in to_plain(submission).items() if name not in _OF_TODAY}


def _make_document(
    path: str,
    content: bytes,
    kind: FileKind = FileKind.RECORD,
    media_type: str = "application/json",
) -> PackageDocument:
    digest = hashlib.sha256(content).hexdigest()
    return PackageDocument(
        PackagedFile(path, digest, len(content), kind, PurePath(path).name, media_type), content
    )


def _write_notes(facts: PackageFacts) -> tuple[tuple[str, str], ...]:
    """``bag-info.txt``, in the words of RFC 8493."""
    return (
        ("Source-Organization", facts.made_by_unit),
        ("Contact-Name", facts.made_by),
        ("External-Identifier", facts.declaration_id),
        ("External-Description", f"{facts.name} {facts.plan_name}"),
        ("Bagging-Date", facts.made_at.astimezone(SHANGHAI).date().isoformat()),
        ("Bag-Software-Agent", facts.program or "ReviewDesk"),
    )
