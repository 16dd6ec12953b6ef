"""The meeting's list as a workbook: what its columns are, and the verdicts read back from it (B11.2). Pure.

The office fills 同意, 反对, 结果, 备注 in a spreadsheet program and imports it. Nothing is guessed: a row that does not say
clearly what was decided on whom is named with its number and writes nothing.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

COLUMNS = (
    *("序号", "姓名", "工作单位", "证件号码后四位", "申报职称", "级别", "专业", "申报方式"),
    *("同意", "反对", "结果", "备注", "编号"),
)
"""编号 is hidden: the declaration's id."""
PASSED, FAILED = "通过", "未通过"
_MEANINGS: Mapping[str, bool] = {
    **dict.fromkeys(("通过", "评审通过", "同意", "合格"), True),
    **dict.fromkeys(("未通过", "不通过", "评审未通过", "不同意", "不合格"), False),
}
_NEEDED = ("姓名", "结果")
_HEAD_WITHIN = 10
"""The head row may stand below a title that somebody typed above it."""
ID_TAIL = 4


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody on the meeting's list."""

    id: str
    """Declaration id."""
    name: str
    unit: str
    id_tail: str
    """The last four characters of the ID number."""
    verdict: bool | None = None
    """The verdict of this meeting that stands."""
    is_open: bool = True
    """Still 待评审."""


@dataclass(frozen=True, slots=True)
class ReadVerdict:
    person: ListedPerson
    passed: bool
    votes_for: str
    votes_against: str
    note: str
    row: int


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Codes M-201 … M-212; ``row`` counts as the spreadsheet does, 0 = of the whole."""

    code: str
    row: int = 0
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    verdicts: tuple[ReadVerdict, ...]
    """In the order of the sheet; only rows without any problem."""
    problems: tuple[RowProblem, ...]
    already: int = 0
    """Rows that say again what is recorded already."""


def read_verdicts(
    rows: Sequence[Sequence[str]], people: Sequence[ListedPerson], experts: int = 0
) -> ReadSheet:
    """What the rows say of the people on the list. ``experts``: how many vote; 0 = not said.

    Problems: M-201 no head row, M-202 not on the list, M-203 a person twice (``first``: the other row), M-204 no result,
    M-205 a result that is neither 通过 nor 未通过, M-206 the votes contradict the result, M-207 votes that are no number,
    M-208 another verdict is recorded, M-209 the name is not that of the hidden number, M-210 several on the list fit,
    M-211 on the list but not in the sheet, M-212 no longer 待评审, M-213 more votes than experts.
    """
    head = _find_head(rows)
    if head is None:
        return ReadSheet((), (RowProblem("M-201", params={"columns": "、".join(_NEEDED)}),))
    place, columns = head
    found: dict[str, list[ReadVerdict | RowProblem]] = {}
    problems: list[RowProblem] = []
    already, seen = 0, set[str]()
    for number, cells in enumerate(rows[place + 1 :], start=place + 2):
        values = {title: _tidy(cells[at]) if at < len(cells) else "" for title, at in columns.items()}
        note = columns.get("备注", len(cells))
        values["备注"] = " ".join(cells[note].split()) if note < len(cells) else ""  # kept as it was written
        if not any(values.get(key) for key in ("姓名", "编号", "结果")):
            continue
        match = _match(values, people, number)
        if isinstance(match, RowProblem):
            problems.append(match)
            if match.params.get("id"):
                seen.add(str(match.params["id"]))
            continue
        seen.add(match.id)
        found.setdefault(match.id, []).append(_judge(match, values, number, experts))
    verdicts: list[ReadVerdict] = []
    for answers in found.values():
        if len(answers) > 1:
            problems += _name_twice(answers)
            continue
        answer = answers[0]
        if isinstance(answer, RowProblem):
            problems.append(answer)
        elif answer.person.verdict is answer.passed:
            already += 1
        else:
            verdicts.append(answer)
    problems += [
        RowProblem("M-211", params={"name": p.name})
        for p in people
        if p.id not in seen and p.verdict is None and p.is_open
    ]
    verdicts.sort(key=_row_of)
    problems.sort(key=_place_of)
    return ReadSheet(tuple(verdicts), tuple(problems), already)


def _row_of(verdict: ReadVerdict) -> int:
    return verdict.row


def _place_of(problem: RowProblem) -> tuple[bool, int]:
    """Those of the whole last."""
    return (problem.row == 0, problem.row)


def _find_head(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    for place, cells in enumerate(rows[:_HEAD_WITHIN]):
        titles = [_tidy(cell) for cell in cells]
        if all(title in titles for title in _NEEDED):
            return place, {title: titles.index(title) for title in COLUMNS if title in titles}
    return None


def _tidy(text: str) -> str:
    """Full-width digits and letters as the usual ones, no white space around or between Chinese characters."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _match(values: Mapping[str, str], people: Sequence[ListedPerson], row: int) -> ListedPerson | RowProblem:
    name, own_id = values.get("姓名", ""), values.get("编号", "")
    same = _same_name
    by_id = [p for p in people if own_id and p.id == own_id]
    if by_id:
        if not same(by_id[0].name, name):
            params = {"name": name, "listed": by_id[0].name, "id": by_id[0].id}
            return RowProblem("M-209", row, params)
        return by_id[0]
    unit, tail = values.get("工作单位", ""), values.get("证件号码后四位", "").upper()
    fitting = [p for p in people if same(p.name, name)]
    if unit:
        fitting = [p for p in fitting if same(p.unit, unit)]
    if tail:
        fitting = [p for p in fitting if p.id_tail.upper() == tail.zfill(ID_TAIL)]
    if len(fitting) == 1 and (unit or tail) and not own_id:
        return fitting[0]
    if len(fitting) > 1 or (fitting and not own_id):
        return RowProblem("M-210", row, {"name": name})
    return RowProblem("M-202", row, {"name": name or own_id})


def _same_name(listed: str, typed: str) -> bool:
    return _tidy(listed).replace(" ", "") == typed.replace(" ", "")


def _judge(
    person: ListedPerson, values: Mapping[str, str], row: int, experts: int
) -> ReadVerdict | RowProblem:
    said = values.get("结果", "").replace(" ", "")
    params = {"name": person.name}
    if not said:
        return RowProblem("M-204", row, params)
    if said not in _MEANINGS:
        return RowProblem("M-205", row, {**params, "value": said})
    passed = _MEANINGS[said]
    votes = [values.get(key, "") for key in ("同意", "反对")]
    for vote in votes:
        if vote and not (vote.isdecimal() and len(vote) <= 4):
            return RowProblem("M-207", row, {**params, "value": vote})
    counted = [int(vote) if vote else None for vote in votes]
    if contradicts(passed, counted[0], counted[1]):
        return RowProblem("M-206", row, {**params, "value": said})
    if experts and sum(vote or 0 for vote in counted) > experts:
        return RowProblem("M-213", row, {**params, "experts": experts})
    if person.verdict is not None and person.verdict is not passed:
        return RowProblem("M-208", row, {**params, "value": PASSED if person.verdict else FAILED})
    if person.verdict is None and not person.is_open:
        return RowProblem("M-212", row, params)
    kept = [str(vote) if vote is not None else "" for vote in counted]
    return ReadVerdict(person, passed, kept[0], kept[1], values.get("备注", ""), row)


def contradicts(passed: bool, votes_for: int | None, votes_against: int | None) -> bool:
    """通过 without more for than against, 未通过 with nobody against. How many are needed beyond that is the committee's."""
    if votes_for is None or votes_against is None:
        return False
    if passed:
        return votes_for <= votes_against
    return votes_against == 0 and votes_for > 0


def _name_twice(answers: Sequence[ReadVerdict | RowProblem]) -> list[RowProblem]:
    """Neither row counts, even where both say the same: one of them may be meant for somebody else."""
    rows = [answer.row for answer in answers]
    first = answers[0]
    name = first.person.name if isinstance(first, ReadVerdict) else str(first.params.get("name", ""))
    return [RowProblem("M-203", row, {"name": name, "first": rows[0]}) for row in rows[1:]] + [
        RowProblem("M-203", rows[0], {"name": name, "first": rows[1]})
    ]
