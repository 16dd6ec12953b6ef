"""Scanned certificates: honour, award, appointment, diploma, degree, qualification, patent.

Callers: `makers`. Each maker takes the generator of its job and the facts, and returns a PDF of JPEG scans.
"""

import random
from functools import lru_cache

from PIL import Image

from app.services.samples.files.facts import Facts
from app.services.samples.files.portraits import draw_portrait
from app.services.samples.files.scan_pdf import wrap_sheets
from app.services.samples.files.sheet import GOLD, INK, RED, Sheet


def _gold_frame(sheet: Sheet) -> None:
    sheet.frame(9, width=1.8)
    sheet.frame(12.5, width=0.35)
    width, height = sheet.size
    for x in (9.0, width - 9):
        for y in (9.0, height - 9):
            inward = (1 if x < width / 2 else -1, 1 if y < height / 2 else -1)
            for reach in (8.0, 12.0, 16.0):
                sheet.line(x + inward[0] * reach, y, x, y + inward[1] * reach, width=0.5, colour=GOLD)


def make_honour(rng: random.Random, facts: Facts) -> bytes:
    """荣誉证书 / 获奖证书. Facts: title, to, body, number, issuer, date."""
    sheet = Sheet("cream", rng)
    width, height = sheet.size
    _gold_frame(sheet)
    sheet.text(
        width / 2, 50, facts.get("title", "荣誉证书"), 46, colour=RED, anchor="middle", spacing=16, weight=1.2
    )
    sheet.text(38, 78, facts.get("to") + " 同志：", 21)
    sheet.paragraph(38, 95, width - 78, facts.get("body"), 21, leading=1.75)
    if facts.get("number"):
        sheet.text(38, height - 40, "证书编号：" + facts.get("number"), 14)
    _sign_off(sheet, width - 72, height - 44, facts, 18)
    return wrap_sheets([sheet])


def _sign_off(sheet: Sheet, x: float, y: float, facts: Facts, size: float, diameter: float = 42.0) -> None:
    """Issuer, date and the seal across both."""
    sheet.text(x, y, facts.get("issuer"), size, anchor="middle")
    sheet.text(x, y + size * 0.62, facts.get("date"), size, anchor="middle")
    sheet.seal(
        x + sheet.rng.uniform(-6, 8), y + sheet.rng.uniform(-2, 5), facts.get("issuer"), diameter=diameter
    )


def make_appointment(rng: random.Random, facts: Facts) -> bytes:
    """聘书. Facts: to, body, number, issuer, date."""
    sheet = Sheet("booklet", rng)
    width, height = sheet.size
    sheet.frame(6, width=0.9, colour=RED)
    sheet.text(
        width / 2, 30, facts.get("title", "聘书"), 34, colour=RED, anchor="middle", spacing=22, weight=1.4
    )
    sheet.text(22, 47, facts.get("to") + " 同志：", 15)
    sheet.paragraph(22, 58, width - 44, facts.get("body"), 15, leading=1.7)
    sheet.text(22, height - 19, "编号：" + facts.get("number"), 10)
    _sign_off(sheet, width - 45, height - 27, facts, 12, diameter=34)
    return wrap_sheets([sheet], quality=46)


def make_diploma(rng: random.Random, facts: Facts) -> bytes:
    """毕业证书, with the photo. Facts: name, sex, born, from, to, major, years, level, school, number, president, date."""
    sheet = Sheet("rose", rng)
    width, height = sheet.size
    sheet.frame(9, width=1.2, colour=(168, 92, 84))
    sheet.frame(11, width=0.3, colour=(168, 92, 84))
    title = facts.get("title", "普通高等学校毕业证书")
    sheet.text(width / 2 + 24, 42, title, 32, colour=RED, anchor="middle", spacing=4, weight=1.0)
    _glued_photo(sheet, 26, 50, 34, facts)
    body = (
        f"学生 {facts.get('name')}，性别{facts.get('sex')}，{facts.get('born')}生，于{facts.get('from')}至"
        f"{facts.get('to')}在本校{facts.get('major')}专业{facts.get('years')}年制{facts.get('level')}学习，"
        "修完教学计划规定的全部课程，成绩合格，准予毕业。"
    )
    sheet.paragraph(74, 66, width - 104, body, 19, leading=1.75)
    sheet.text(30, height - 34, "校　名：" + facts.get("school"), 15)
    sheet.text(width / 2 + 8, height - 34, "校（院）长：", 15)
    sheet.sign(width / 2 + 36, height - 29, width=30, colour=INK)
    sheet.text(30, height - 22, "证书编号：" + facts.get("number"), 13)
    sheet.text(width - 78, height - 22, facts.get("date"), 15)
    sheet.seal(width - 62, height - 36, facts.get("school"), diameter=44)
    return wrap_sheets([sheet], quality=38)


def make_degree(rng: random.Random, facts: Facts) -> bytes:
    """学位证书. Facts as for the diploma, and degree (工学学士)."""
    sheet = Sheet("rose", rng)
    width, height = sheet.size
    sheet.frame(9, width=1.2, colour=(92, 104, 152))
    sheet.text(
        width / 2 + 24,
        42,
        facts.get("degree")[-2:] + "学位证书",
        36,
        colour=RED,
        anchor="middle",
        spacing=8,
        weight=1.0,
    )
    _glued_photo(sheet, 26, 50, 34, facts)
    body = (
        f"{facts.get('name')}，{facts.get('sex')}，{facts.get('born')}生。在{facts.get('school')}{facts.get('major')}专业"
        f"完成了{facts.get('level')}学习计划，业已毕业，经审核符合学位授予的规定，授予{facts.get('degree')}学位。"
    )
    sheet.paragraph(74, 66, width - 104, body, 19, leading=1.75)
    sheet.text(30, height - 34, facts.get("school"), 16)
    sheet.text(width / 2, height - 34, "学位评定委员会主席：", 14)
    sheet.sign(width / 2 + 50, height - 29, width=30, colour=INK)
    sheet.text(30, height - 22, "证书编号：" + facts.get("degree_number"), 13)
    sheet.text(width - 78, height - 20, facts.get("date"), 15)
    sheet.seal(width - 62, height - 37, facts.get("school"), diameter=44)
    return wrap_sheets([sheet], quality=38)


@lru_cache(maxsize=32)
def _small_portrait(face: str, woman: bool) -> Image.Image:
    return draw_portrait(random.Random(face), woman, height=420)


def _glued_photo(sheet: Sheet, x: float, y: float, width: float, facts: Facts) -> None:
    sheet.picture(
        x, y, width, _small_portrait(facts.get("face", facts.get("name")), facts.get("sex") == "女")
    )
    sheet.line(x, y, x + width, y, width=0.2, colour=(150, 150, 150))


def make_qualification(rng: random.Random, facts: Facts) -> bytes:
    """资质证书 (registration or qualification), portrait. Facts: title, name, sex, speciality, grade, number, until, issuer, date."""
    sheet = Sheet("azure", rng)
    width, height = sheet.size
    sheet.frame(11, width=1.1, colour=(70, 120, 140))
    sheet.frame(13, width=0.3, colour=(70, 120, 140))
    title = facts.get("title", "执业资格证书")
    sheet.text(
        width / 2,
        52,
        title,
        30 if len(title) > 9 else 36,
        colour=(150, 40, 44),
        anchor="middle",
        weight=1.0,
        spacing=3,
    )
    sheet.text(
        width / 2,
        64,
        "本证书由发证机构批准颁发，表明持证人具备相应的专业能力",
        12,
        anchor="middle",
        face="hei",
    )
    _glued_photo(sheet, width - 66, 82, 36, facts)
    labels = (
        ("姓　　名", "name"), ("性　　别", "sex"), ("专　　业", "speciality"), ("等　　级", "grade"),
        ("证书编号", "number"), ("发证日期", "date"), ("有效期至", "until"),
    )  # fmt: skip
    y = 92.0
    for label, key in labels:
        sheet.text(30, y, label + "：", 15, face="hei")
        sheet.text(58, y, facts.get(key, "—"), 15)
        sheet.line(57, y + 2, 132, y + 2, width=0.2, colour=(120, 120, 120))
        y += 14.5
    sheet.text(width - 62, height - 62, facts.get("issuer"), 15, anchor="middle")
    sheet.text(width - 62, height - 52, facts.get("date"), 14, anchor="middle")
    sheet.seal(width - 60, height - 58, facts.get("issuer"))
    return wrap_sheets([sheet], quality=38)


def make_patent(rng: random.Random, facts: Facts) -> bytes:
    """专利证书. Facts: title, kind, name, inventors, number, applied, owner, granted, issuer."""
    sheet = Sheet("azure", rng)
    width, height = sheet.size
    sheet.frame(12, width=0.9, colour=(170, 120, 60))
    sheet.text(28, 34, "证书号第" + facts.get("serial") + "号", 13)
    sheet.text(width / 2, 70, facts.get("title", "发明专利证书"), 38, anchor="middle", spacing=6, weight=1.2)
    y = 100.0
    labels = (
        ("发明名称", "name"), ("发 明 人", "inventors"), ("专 利 号", "number"), ("专利申请日", "applied"),
        ("专利权人", "owner"), ("授权公告日", "granted"),
    )  # fmt: skip
    for label, key in labels:
        sheet.text(30, y, label + "：", 14, face="hei")
        y = sheet.paragraph(60, y, width - 92, facts.get(key), 14, indent=0, leading=1.5) + 5
    body = "本专利经过审查，决定授予专利权，颁发本证书并在专利登记簿上予以登记。专利权自授权公告之日起生效。本件为演示样本，不具任何效力。"
    sheet.paragraph(30, y + 8, width - 60, body, 13, leading=1.8)
    for index in range(46):
        x = 30 + index * 1.1
        sheet.line(x, height - 58, x, height - 46, width=rng.choice((0.25, 0.4, 0.7)))
    sheet.text(width - 62, height - 58, facts.get("issuer"), 14, anchor="middle")
    sheet.text(width - 62, height - 48, facts.get("granted"), 13, anchor="middle")
    sheet.seal(width - 60, height - 54, facts.get("issuer"))
    return wrap_sheets([sheet], quality=38)
