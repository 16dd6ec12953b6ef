"""Scanned running text: labour contract, project contract (thick), first page of a paper, book and standard covers.

Callers: `makers`. Each maker takes the generator of its job and the facts, and returns a PDF of JPEG scans.
"""

import random

from app.services.samples.files.chinese_dates import chinese_number
from app.services.samples.files.clauses import CONTRACT_CLAUSES, PAPER_SENTENCES, PREFACE
from app.services.samples.files.facts import Facts
from app.services.samples.files.scan_pdf import wrap_sheets
from app.services.samples.files.sheet import Sheet


def make_labour_contract(rng: random.Random, facts: Facts) -> bytes:
    """劳动合同首页 and its post page. Facts: employer, name, masked, post, from, to, date; short = "1" leaves the post page out."""
    cover = Sheet("white", rng)
    middle = cover.size[0] / 2
    cover.text(26, 34, "编号：" + facts.get("number"), 12)
    cover.text(middle, 92, "劳 动 合 同 书", 34, face="bold", anchor="middle")
    cover.text(middle, 106, "（固定期限）", 15, anchor="middle")
    for index, (label, key) in enumerate(
        (("甲　　方", "employer"), ("乙　　方", "name"), ("证件号码", "masked"), ("签订日期", "date"))
    ):
        y = 168 + index * 16
        cover.text(46, y, label + "：", 15)
        cover.text(75, y, facts.get(key), 15)
        cover.line(73, y + 2.4, 168, y + 2.4, width=0.2)
    cover.seal(126, 166, facts.get("employer"))
    pages = [cover]
    if facts.get("short") != "1":
        body = (
            f"一、本合同期限自{facts.get('from')}起至{facts.get('to')}止。\n二、乙方同意在{facts.get('post')}岗位从事专业技术工作，"
            f"工作地点为{facts.get('place', '示例市')}。乙方应按照岗位职责要求，完成规定的数量和质量指标。\n"
        ) + "\n".join(
            f"{chinese_number(number)}、{clause}"
            for number, clause in enumerate(CONTRACT_CLAUSES[:7], start=3)
        )
        page = Sheet("white", rng)
        page.paragraph(28, 34, 154, body, 13, leading=1.75)
        page.text(middle, 284, "第 1 页", 9, anchor="middle")
        pages.append(page)
    return wrap_sheets(pages, quality=40)


def make_project_contract(rng: random.Random, facts: Facts) -> bytes:
    """项目合同, `pages` pages (a thick scan from 8 on). Facts: project, owner, contractor, amount, from, to, date, pages."""
    count = int(facts.get("pages", "2"))
    cover = Sheet("letter", rng)
    middle = cover.size[0] / 2
    cover.text(middle, 70, facts.get("title", "建设工程合同"), 32, face="bold", anchor="middle", spacing=4)
    y = 120.0
    for label, key in (
        ("工程名称", "project"),
        ("发 包 人", "owner"),
        ("承 包 人", "contractor"),
        ("合同价款", "amount"),
        ("签订日期", "date"),
    ):
        cover.text(34, y, label + "：", 15)
        y = cover.paragraph(64, y, 118, facts.get(key), 15, indent=0, leading=1.5) + 8
    cover.seal(92, 236, facts.get("owner"))
    cover.seal(146, 238, facts.get("contractor"))
    sheets = [cover]
    dense = 12.0 if count < 8 else 10.5
    for number in range(1, count):
        page = Sheet("white", rng)
        clauses = [c for _ in range(2) for c in rng.sample(CONTRACT_CLAUSES, len(CONTRACT_CLAUSES))]
        opening = f"第{chinese_number(number)}部分　工期自{facts.get('from')}至{facts.get('to')}。"
        body = "\n".join(
            [opening, *(f"{number}.{place} {clause}" for place, clause in enumerate(clauses, start=1))]
        )
        _fill(page, body, dense)
        page.text(middle, 286, f"第 {number} 页 共 {count - 1} 页", 9, anchor="middle")
        page.seal(207, 150 + rng.uniform(-6, 6), facts.get("owner"), diameter=36)
        sheets.append(page)
    return wrap_sheets(sheets, quality=42 if count < 8 else 58)


def _fill(page: Sheet, body: str, size: float) -> None:
    """Write as much of the body as one page holds."""
    limit = int(246 / (size * 1.6 * 0.353)) * int(158 / (size * 0.353))
    page.paragraph(26, 28, 158, body[: limit - 260], size, leading=1.6)


def make_paper(rng: random.Random, facts: Facts) -> bytes:
    """论文首页, in two columns. Facts: journal, issue, title, authors, unit, abstract, keywords."""
    sheet = Sheet("white", rng)
    middle = sheet.size[0] / 2
    sheet.text(22, 22, facts.get("issue"), 9)
    sheet.text(sheet.size[0] - 22, 22, facts.get("journal"), 9, anchor="right")
    sheet.line(22, 24, sheet.size[0] - 22, 24, width=0.2)
    y = 40.0
    title = facts.get("title")
    for line in (title[:20], title[20:]):
        if line:
            sheet.text(middle, y, line, 19, face="bold", anchor="middle")
            y += 10
    sheet.text(middle, y + 2, facts.get("authors"), 13, anchor="middle")
    sheet.text(middle, y + 10, f"（{facts.get('unit')}）", 9.5, anchor="middle")
    y = sheet.paragraph(32, y + 21, 146, "摘　要：" + facts.get("abstract"), 10, leading=1.6)
    y = sheet.paragraph(32, y + 1, 146, "关键词：" + facts.get("keywords"), 10, leading=1.6) + 6
    for column in range(2):
        text = "".join(rng.sample(PAPER_SENTENCES, len(PAPER_SENTENCES)))
        room = int((272 - y) / (9.5 * 1.62 * 0.353)) * 23
        sheet.paragraph(
            22 + column * 86, y, 80, text[:room], 9.5, leading=1.62, indent=2 if column == 0 else 0
        )
    sheet.text(middle, 288, facts.get("page", "37"), 9, anchor="middle")
    return wrap_sheets([sheet], quality=38)


def make_cover(rng: random.Random, facts: Facts) -> bytes:
    """Cover and imprint of a book or a standard. Facts: series, title, number, people, publisher, date."""
    cover = Sheet("azure", rng)
    middle = cover.size[0] / 2
    cover.text(middle, 46, facts.get("series"), 18, face="bold", anchor="middle", spacing=6)
    cover.line(26, 54, cover.size[0] - 26, 54, width=0.9)
    cover.text(cover.size[0] - 28, 66, facts.get("number"), 14, anchor="right")
    title = facts.get("title")
    lines = -(-len(title) // 13)
    share = -(-len(title) // lines) if lines else 1
    for index in range(lines):
        part = title[index * share : (index + 1) * share]
        cover.text(middle, 118 + index * 15, part, 25, anchor="middle", weight=0.8)
    cover.text(middle, 206, facts.get("people"), 13, anchor="middle")
    cover.line(26, 262, cover.size[0] - 26, 262, width=0.9)
    cover.text(middle, 272, f"{facts.get('publisher')}　{facts.get('date')}", 13, anchor="middle")
    imprint = Sheet("white", rng)
    imprint.text(middle, 38, "前　言", 18, face="bold", anchor="middle")
    y = imprint.paragraph(
        28, 56, 154, PREFACE.format(title=title, publisher=facts.get("publisher")), 12.5, leading=1.8
    )
    imprint.paragraph(28, y + 6, 154, f"主要起草（编写）人员：{facts.get('people')}。", 12.5, leading=1.8)
    return wrap_sheets([cover, imprint], quality=38)
