"""Scanned forms and proofs with tables: ranking, hours, appraisal, insurance, post sheet, self-assessment, statements.

Callers: `makers`. Each maker takes the generator of its job and the facts, and returns a PDF of JPEG scans.
"""

import random

from app.services.samples.files.facts import Facts
from app.services.samples.files.scan_pdf import wrap_sheets
from app.services.samples.files.sheet import Sheet

_LEFT = 26.0
_WIDE = 158.0


def _start(rng: random.Random, title: str, size: float = 19, top: float = 42) -> Sheet:
    sheet = Sheet(rng.choice(("white", "letter")), rng)
    sheet.text(sheet.size[0] / 2, top, title, size, face="bold", anchor="middle", spacing=1.5)
    return sheet


def _close(sheet: Sheet, y: float, facts: Facts) -> bytes:
    """Put issuer, date and seal below the text and wrap the page."""
    x = sheet.size[0] - 66
    y = min(y, sheet.size[1] - 44)
    issuer = facts.get("issuer")
    if issuer:
        sheet.text(x, y, issuer + "（盖章）", 12.5, anchor="middle")
    sheet.text(x, y + 8.5, facts.get("date"), 12.5, anchor="middle")
    if issuer:
        sheet.seal(x + sheet.rng.uniform(-4, 6), y + sheet.rng.uniform(-1, 4), issuer)
    return wrap_sheets([sheet])


def make_ranking(rng: random.Random, facts: Facts) -> bytes:
    """排名证明. Facts: project, award, issuer, date; rows of (name, unit, work)."""
    sheet = _start(rng, facts.get("title", "获奖项目完成人排名证明"))
    head = [("项目名称", facts.get("project")), ("奖项名称", facts.get("award"))]
    y = sheet.table(_LEFT, 56, (34, _WIDE - 34), head, row=11, centred=(0,))
    rows = [("排名", "姓名", "工作单位", "承担的主要工作")]
    rows += [(str(place), name, unit, work) for place, (name, unit, work) in enumerate(facts.rows, start=1)]
    y = sheet.table(_LEFT, y, (16, 30, 52, _WIDE - 98), rows, row=11, centred=(0, 1), head=True)
    y = sheet.paragraph(_LEFT, y + 14, _WIDE, "以上排名与申报奖项时一致，情况属实，特此证明。", 13)
    return _close(sheet, y + 22, facts)


def make_hours(rng: random.Random, facts: Facts) -> bytes:
    """继续教育学时登记证明. Facts: name, number, total, issuer, date; rows of (year, course, type, hours)."""
    sheet = _start(rng, facts.get("title", "专业技术人员继续教育学时登记证明"))
    sheet.text(_LEFT, 56, f"姓名：{facts.get('name')}", 12)
    sheet.text(_LEFT + 62, 56, f"单位：{facts.get('employer')}", 12)
    rows = [("年度", "培训项目", "课程类型", "学时"), *facts.rows]
    y = sheet.table(_LEFT, 62, (22, _WIDE - 74, 30, 22), rows, row=10.5, centred=(0, 2, 3), head=True)
    y = sheet.paragraph(
        _LEFT, y + 12, _WIDE, f"以上合计 {facts.get('total')} 学时。登记编号 {facts.get('number')}。", 12
    )
    return _close(sheet, y + 22, facts)


def make_appraisal(rng: random.Random, facts: Facts) -> bytes:
    """年度考核登记表. Facts: year, name, sex, born, employer, post, duty, summary, grade, issuer, date."""
    sheet = _start(rng, f"（{facts.get('year')}）年度考核登记表", top=34)
    quarter = _WIDE / 4
    rows = [
        ("姓　名", facts.get("name"), "性　别", facts.get("sex")),
        ("出生年月", facts.get("born"), "岗　位", facts.get("post")),
    ]
    y = sheet.table(_LEFT, 44, (quarter,) * 4, rows, row=10, centred=(0, 1, 2, 3))
    y = sheet.table(_LEFT, y, (quarter, _WIDE - quarter), [("工作单位", facts.get("employer"))], row=10)
    y = _tall_cell(sheet, y, "个人总结", facts.get("summary"), 96)
    y = _tall_cell(
        sheet,
        y,
        "主管领导\n意　　见",
        f"该同志本年度工作认真，完成了岗位任务，建议考核等次为{facts.get('grade')}。",
        34,
    )
    sheet.sign(_LEFT + _WIDE - 44, y - 4)
    y = _tall_cell(sheet, y, "单位考核\n等　　次", facts.get("grade"), 40)
    sheet.text(_LEFT + _WIDE - 38, y - 8, facts.get("date"), 11, anchor="middle")
    sheet.seal(_LEFT + _WIDE - 40, y - 18, facts.get("issuer"))
    return wrap_sheets([sheet])


def _tall_cell(sheet: Sheet, y: float, label: str, words: str, height: float) -> float:
    width = 26.0
    for x in (_LEFT, _LEFT + width, _LEFT + _WIDE):
        sheet.line(x, y, x, y + height, width=0.3)
    sheet.line(_LEFT, y + height, _LEFT + _WIDE, y + height, width=0.3)
    parts = label.split("\n")
    for index, part in enumerate(parts):
        sheet.text(
            _LEFT + width / 2,
            y + height / 2 + (index - (len(parts) - 1) / 2) * 7 + 1.5,
            part,
            11.5,
            anchor="middle",
        )
    sheet.paragraph(_LEFT + width + 3, y + 8, _WIDE - width - 6, words, 11.5, leading=1.65)
    return y + height


def make_insurance(rng: random.Random, facts: Facts) -> bytes:
    """社会保险缴纳证明. Facts: name, masked, city, number, issuer, date; rows of (period, unit, kind, months)."""
    sheet = _start(rng, facts.get("title", "社会保险个人参保缴费证明"))
    sheet.text(_LEFT, 56, f"姓名：{facts.get('name')}", 12)
    sheet.text(_LEFT + 52, 56, f"证件号码：{facts.get('masked')}", 12)
    sheet.text(_LEFT + 124, 56, f"参保地：{facts.get('city')}", 12)
    rows = [("缴费时段", "缴费单位", "险种", "月数"), *facts.rows]
    y = sheet.table(_LEFT, 62, (50, _WIDE - 106, 36, 20), rows, row=11, centred=(0, 2, 3), head=True)
    y = sheet.paragraph(
        _LEFT, y + 12, _WIDE, f"验证码 {facts.get('number')}。本证明自打印之日起三个月内可在线核验。", 11
    )
    return _close(sheet, y + 22, facts)


def make_post_sheet(rng: random.Random, facts: Facts) -> bytes:
    """事业单位人员职称申报岗位信息表, and every other form of label and value. Facts: title, issuer, date; rows of (label, value)."""
    title = facts.get("title", "事业单位人员职称申报岗位信息表")
    sheet = _start(rng, title, size=17 if len(title) > 16 else 19)
    y = sheet.table(_LEFT, 56, (48, _WIDE - 48), facts.rows, row=13, size=11.5)
    sheet.text(_LEFT, y + 12, "经办人：", 12.5)
    sheet.sign(_LEFT + 18, y + 16)
    return _close(sheet, y + 30, facts)


def make_self_score(rng: random.Random, facts: Facts) -> bytes:
    """自评表, signed by two senior engineers. Facts: name, total, date, issuer; rows of (item, rule, points)."""
    sheet = _start(rng, facts.get("title", "工程师职务任职资格自评表"), top=34)
    sheet.text(_LEFT, 46, f"姓名：{facts.get('name')}　　单位：{facts.get('employer')}", 12)
    rows = [("评价项目", "评分标准", "自评分"), *facts.rows, ("合　计", "", facts.get("total"))]
    y = sheet.table(_LEFT, 51, (38, _WIDE - 60, 22), rows, row=11, centred=(0, 2), head=True)
    y = sheet.paragraph(_LEFT, y + 12, _WIDE, "推荐人（具有本专业或相近专业高级工程师资格，2名）签字：", 12)
    for index in range(2):
        sheet.sign(_LEFT + 20 + 64 * index, y + 16, width=34)
        sheet.line(_LEFT + 14 + 64 * index, y + 17, _LEFT + 62 + 64 * index, y + 17)
    return _close(sheet, y + 44, facts)


def make_statement(rng: random.Random, facts: Facts) -> bytes:
    """A letter with a seal: 采纳证明, 主要贡献证明, 单位说明, 在职证明. Facts: title, body, signed, issuer, date."""
    sheet = _start(rng, facts.get("title", "证　明"), size=22, top=54)
    y = sheet.paragraph(30, 80, 150, facts.get("body"), 15, leading=1.95)
    if facts.get("signed"):
        sheet.text(30, y + 16, facts.get("signed") + "：", 14)
        sheet.sign(54, y + 21, width=38)
        y += 14
    return _close(sheet, y + 30, facts)


def make_acceptance(rng: random.Random, facts: Facts) -> bytes:
    """工程竣工验收证明 with three parties. Facts: project, scale, amount, started, finished, verdict, date; rows of (party, unit)."""
    sheet = _start(rng, facts.get("title", "工程竣工验收证明书"), top=36)
    rows = [
        ("工程名称", facts.get("project")), ("工程规模", facts.get("scale")), ("工程造价", facts.get("amount")),
        ("开工日期", facts.get("started")), ("竣工日期", facts.get("finished")), ("项目负责人", facts.get("leader")),
        *facts.rows,
    ]  # fmt: skip
    y = sheet.table(_LEFT, 46, (34, _WIDE - 34), rows, row=11, size=11.5)
    y = _tall_cell(sheet, y, "验收意见", facts.get("verdict"), 46)
    third = _WIDE / 3
    for index, (party, unit) in enumerate(facts.rows[:3]):
        x = _LEFT + third * (index + 0.5)
        sheet.text(x, y + 9, party + "（公章）", 11, anchor="middle")
        sheet.sign(x - 15, y + 24, width=26)
        sheet.text(x, y + 42, facts.get("date"), 10.5, anchor="middle")
        sheet.seal(x, y + 26, unit, diameter=38)
    return wrap_sheets([sheet])
