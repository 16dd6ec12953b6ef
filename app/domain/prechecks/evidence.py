"""What the evidence of one item lacks: any file at all (A5.2), or the proof that the person is a main contributor (B6.3).

Pure. What is *in* a file is read by nobody here, so a proof is told by what the office can see without opening it: the name
of a file, or a second file beside the certificate. A single certificate may well print the ranking itself: that is
a hint, to be looked up on the paper. Where the ranking is not even claimed, there is nothing to look up: a notice.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from app.domain.attachment import FileRef
from app.domain.plan import FieldKind, SectionSpec
from app.domain.prechecks.notice import Notice, Severity
from app.domain.typed_values import read_number

_COLLECTIVE = frozenset({"award", "research", "project"})
"""集体项目. A paper, a patent or a standard prints its authors: their evidence is the proof."""
_PROOF_WORDS = (
    *("排名", "名次", "贡献", "完成人", "完成单位", "分工", "署名", "职责", "任命", "任职", "聘任", "聘书"),
    *(
        "任务书",
        "项目组",
        "课题组",
        "人员",
        "成员",
        "名单",
        "负责人",
        "主持",
        "参与证明",
        "工作证明",
        "情况说明",
    ),
)
"""Words in the name of a file that show who did what in the work of several."""


def check_evidence(section: SectionSpec, evidence: Sequence[FileRef], item_id: str = "") -> Iterator[Notice]:
    """evidence_missing (A5.2): 每项需要佐证材料支持."""
    if section.evidence_required and not evidence:
        yield Notice("evidence_missing", {}, section.key, item_id=item_id)


def check_contribution(
    section: SectionSpec, fields: Mapping[str, str], evidence: Sequence[FileRef], item_id: str = ""
) -> Iterator[Notice]:
    """contribution_unproved (people, "" where the section has no such field) (B6.3): the work of several people.

    Several: 参与人数 > 1, or 参与 in a section without that number. Without any file ``check_evidence`` says so instead.
    """
    if section.key not in _COLLECTIVE or not evidence or _has_proof(evidence):
        return
    keys = {spec.key for spec in section.fields}
    if "people" in keys:
        people = read_number(fields.get("people", ""), FieldKind.INTEGER)
        if people is None or people <= 1:
            return
        ranked = read_number(fields.get("rank", ""), FieldKind.INTEGER) is not None
        severity = Severity.HINT if ranked else Severity.NOTICE
        yield Notice(
            "contribution_unproved",
            {"people": str(int(people))},
            section.key,
            "people",
            item_id,
            severity=severity,
        )
    elif fields.get("role", "").strip() == "参与":
        yield Notice(
            "contribution_unproved", {"people": ""}, section.key, "role", item_id, severity=Severity.HINT
        )


def _has_proof(evidence: Sequence[FileRef]) -> bool:
    if len({ref.sha256 for ref in evidence}) > 1:
        return True
    names = (unicodedata.normalize("NFKC", ref.name) for ref in evidence)
    return any(word in name for name in names for word in _PROOF_WORDS)
