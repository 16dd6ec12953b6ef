"""What stands in 目录 of an archive package: the form section by section, every file with its hash, the log (DOMAIN
facts §9). For `office_documents` only.

Unlike 评审表(公示版) nothing is left out, but numbers are masked: whoever needs them has the records beside it.
"""

from collections.abc import Mapping, Sequence

from app.domain.archive import FrozenItem
from app.domain.archive_package import FileKind, PackagedFile, PackageManifest
from app.domain.attachment import FileRef
from app.domain.identity import mask_id, mask_phone
from app.domain.materials import Need, judge_materials, read_facts
from app.domain.plan import FieldKind, FieldSpec, PlanKit, SectionKind, SectionSpec
from app.domain.working_days import SHANGHAI
from app.ports.archive_package import DossierRecord
from app.ports.queries import LogLine

_KIBIBYTE = 1024
_HALF = 32
"""A SHA-256 stands in two lines."""


def build_archive_index(
    kit: PlanKit, record: DossierRecord, manifest: PackageManifest, words: Mapping[str, str]
) -> dict[str, object]:
    """The data of archive_index.typ."""
    return _Index(kit, record, manifest, words).build()


class _Index:
    def __init__(
        self, kit: PlanKit, record: DossierRecord, manifest: PackageManifest, words: Mapping[str, str]
    ) -> None:
        self._kit, self._record, self._words = kit, record, words
        self._manifest = manifest
        self._numbers = {
            (file.owner, file.sha256, file.name): number
            for number, file in enumerate(manifest.attachments, 1)
        }

    def build(self) -> dict[str, object]:
        facts, declaration = self._manifest.facts, self._record.declaration
        head = [
            ("姓名", facts.name),
            ("工作单位", facts.unit),
            ("申报职称", self._kit.title_with_rank),
            ("申报年度", str(self._kit.year)),
            ("申报方式", self._words.get(f"mode:{declaration.mode}", "")),
            ("人员类别", self._words.get(f"category:{declaration.person_category}", "")),
            ("所在环节", self._words.get(f"stage:{declaration.stage}", "")),
            ("提交次数", f"第 {declaration.submit_no} 次" if declaration.submitted_at else ""),
        ]
        attachments = self._manifest.attachments
        return {
            "name": facts.name,
            "unit": facts.unit,
            "plan": f"{facts.plan_name}（计划数据 {facts.plan_id} 第 {facts.plan_version} 版）",
            "head": [[label, value] for label, value in head if value],
            "made": f"{facts.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            "made_by": f"{facts.made_by}（{facts.made_by_unit}）",
            "chain": f"第 {facts.chain_seq} 条，{facts.chain_hash}",
            "sections": [
                self._build_section(s) for s in sorted(self._kit.sections, key=lambda s: s.preview_no)
            ],
            "others": self._build_others(),
            "files": [_build_file(str(n), file) for n, file in enumerate(attachments, 1)],
            "records": [
                _build_file("", file) for file in self._manifest.files if file.kind is FileKind.RECORD
            ],
            "log": [self._build_line(line) for line in reversed(self._record.log)],
        }

    def _build_section(self, section: SectionSpec) -> dict[str, object]:
        head = {"no": section.preview_no, "title": section.title}
        declaration = self._record.declaration
        match section.kind:
            case SectionKind.BASIC | SectionKind.ITEMS:
                items = declaration.items_of(section.key)
                return {**head, "kind": "items", "items": [self._build_item(section, i) for i in items]}
            case SectionKind.MATERIALS:
                return {**head, "kind": "materials", "rows": self._build_materials()}
            case SectionKind.STATEMENT:
                lines = [line.strip() for line in declaration.statement.splitlines() if line.strip()]
                return {**head, "kind": "text", "paragraphs": lines}

    def _build_item(self, section: SectionSpec, item: FrozenItem) -> dict[str, object]:
        known = {field.key: field for field in section.fields}
        keys = [*known, *(key for key in item.fields if key not in known)]
        return {
            "pairs": [
                [known[key].title if key in known else key, _mask(known.get(key), item.fields[key])]
                for key in keys
                if item.fields.get(key, "").strip()
            ],
            "files": self._name_files(f"item:{item.item_id}", item.evidence),
        }

    def _build_materials(self) -> list[list[str]]:
        declaration, rows, seen = self._record.declaration, [], set()
        for need in judge_materials(self._kit, read_facts(declaration)):
            key = need.material.key
            seen.add(key)
            files = self._name_files(f"material:{key}", declaration.files_of(key))
            missing = "未提交" if need.is_required else ""
            if need.verdict.need is Need.NOT_APPLICABLE:
                missing = "不适用"
            rows.append([str(need.material.no), need.material.title, files or missing])
        for material in declaration.materials:
            if material.material not in seen:
                files = self._name_files(f"material:{material.material}", material.files)
                rows.append(["", material.material, files])
        return rows

    def _build_others(self) -> list[list[str]]:
        """What stands outside the nineteen sections."""
        declaration = self._record.declaration
        photos = [ref for ref in (declaration.photo, declaration.photo_original) if ref is not None]
        rows = [["证件照", self._name_files("photo", photos)]]
        commitment = [declaration.commitment] if declaration.commitment is not None else []
        rows.append(["真实性保证书", self._name_files("commitment", commitment)])
        for number, publicity in enumerate(self._record.publicities, 1):
            files = self._name_files(f"publicity:{publicity.id}", publicity.evidence)
            span = f"{publicity.body} {publicity.place} {publicity.start} 至 {publicity.end}"
            cancelled = "（已作废）" if publicity.cancelled_at is not None else ""
            rows.append([f"第 {number} 次公示", " ".join(part for part in (span + cancelled, files) if part)])
            for objection in publicity.objections:
                outcome = {None: "未处理", True: "成立", False: "不成立"}[objection.upheld]
                said = f"{objection.received_on} {objection.who}：{objection.what}"
                handled = f"{outcome} {objection.handling}".strip()
                rows.append(["异议", f"{said}\n{handled}"])
        for meeting in self._record.meetings:
            rows.append(["评审会", f"{meeting.title} {meeting.held_on} {meeting.place}".strip()])
        return [[label, value or "无"] for label, value in rows]

    def _name_files(self, owner: str, files: Sequence[FileRef]) -> str:
        """附件 3、4: where they stand in the list below."""
        numbers = [self._numbers.get((owner, ref.sha256, ref.name)) for ref in files]
        told = [str(number) for number in dict.fromkeys(numbers) if number is not None]
        return f"附件 {'、'.join(told)}" if told else ""

    def _build_line(self, line: LogLine) -> list[str]:
        act = self._words.get(f"act:{line.act}", line.act)
        who = "\n".join(part for part in (line.who, line.unit) if part)
        return [f"{line.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", act, who, line.text]


def _mask(field: FieldSpec | None, value: str) -> str:
    match field.kind if field is not None else None:
        case FieldKind.ID_NUMBER:
            return mask_id(value)
        case FieldKind.PHONE:
            return mask_phone(value)
        case _:
            return value


def _build_file(number: str, file: PackagedFile) -> list[str]:
    return [
        number,
        file.path.removeprefix("data/"),
        _say_size(file.size),
        f"{file.sha256[:_HALF]}\n{file.sha256[_HALF:]}",
    ]


def _say_size(size: int) -> str:
    if size < _KIBIBYTE:
        return f"{size} B"
    if size < _KIBIBYTE**2:
        return f"{size / _KIBIBYTE:.0f} KB"
    return f"{size / _KIBIBYTE**2:.1f} MB"
