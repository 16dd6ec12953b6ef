"""The files of 申报材料附件信息 (section 18), by the domain's material rules. Callers: `declarations`."""

import random
from datetime import date

from app.domain.materials import FactKey
from app.services.samples.careers import contract_job
from app.services.samples.files.chinese_dates import chinese_date, plain_date
from app.services.samples.files.facts import FileJob
from app.services.samples.item_plan import make_job, random_day
from app.services.samples.people import Person
from app.services.samples.vocabulary import CITIES_OUTSIDE, COURSES


def make_material(
    rng: random.Random, person: Person, rule: str, title: str, facts: dict[str, str]
) -> list[FileJob]:
    """Return the files for the material whose kit rule is `rule`; `facts` are the declaration's."""
    match rule:
        case "education":
            return [_registry(rng, person, facts)]
        case "appointment" | "appointment_for_all":
            return [_appointment(rng, person)]
        case "post_form":
            return [_post_form(rng, person)]
        case "self_assessment":
            return _self_assessment(rng, person, title)
        case "outside_insurance":
            return [_insurance(rng, person)]
        case "always":
            return [_hours(rng, person)]
        case _:
            return [_recommendation(rng, person, title)]


def _handed_in(person: Person) -> date:
    return date(2020, 3, 20) if person.horizon.year == 2020 else date(2026, 8, 28)


def _registry(rng: random.Random, person: Person, facts: dict[str, str]) -> FileJob:
    until = date.fromisoformat(facts[FactKey.RECORD_VALID_UNTIL.value])
    start = person.graduated - {"四": 4, "三": 3}[person.years]
    rows = (
        ("姓名", person.name), ("性别", person.sex), ("出生日期", f"{person.birth:%Y年%m月%d日}"),
        ("入学日期", f"{start}年09月"), ("毕（结）业日期", f"{person.graduated}年06月"), ("学校名称", person.school),
        ("专业", person.specialty.major),
        ("学历类别", "研究生" if person.level == "硕士研究生" else "普通高等教育"), ("学制", f"{person.graduated - start}年"),
        ("学习形式", "全日制"), ("层次", {"大学专科": "专科", "大学本科": "本科", "硕士研究生": "硕士研究生"}[person.level]),
        ("毕（结）业", "毕业"), ("证书编号", f"99999 {person.graduated} 05 {person.number + 1001:06d}"), ("校（院）长姓名", "方明"),
    )  # fmt: skip
    return make_job(rng, "学历备案表.pdf", "registry", rows, until=f"{until:%Y年%m月%d日}")


def _appointment(rng: random.Random, person: Person) -> FileJob:
    if not person.office.is_institution and (person.part.has("contract_short") or rng.random() < 0.25):
        return contract_job(rng, person, person.appointed)
    title = "高级工程师" if person.is_senior else "助理工程师"
    start = person.appointed
    body = (
        f"经考核，聘任您为{title}（{person.specialty.name}）专业技术职务，聘期自{plain_date(start)}起。"
        "聘期内请认真履行岗位职责，完成各项工作任务。"
    )
    return make_job(
        rng, "聘书.pdf", "appointment", title="聘任书", to=person.name, body=body, issuer=person.office.name,
        number=f"PS-{start.year}-{person.number + 17:03d}", date=chinese_date(start),
    )  # fmt: skip


def _post_form(rng: random.Random, person: Person) -> FileJob:
    day = plain_date(_handed_in(person))
    if person.number % 4 == 3:
        body = f"{person.name}同志系我单位编外聘用人员，自{plain_date(person.appointed)}起在{person.specialty.post}岗位工作，未占用事业编制。\n特此说明。"
        return make_job(
            rng,
            "单位说明.pdf",
            "statement",
            title="关于人员身份的说明",
            body=body,
            issuer=person.office.name,
            date=day,
        )
    rows = (
        ("姓名", person.name), ("单位名称", person.office.name), ("单位编制数", "86"), ("岗位类别", "专业技术岗位"),
        ("现聘岗位等级", "专业技术十一级" if not person.is_senior else "专业技术七级"), ("聘任时间", plain_date(person.appointed)),
        ("拟申报岗位", "正高级" if person.is_senior else "中级"), ("岗位核定数 / 已聘数", "24 / 19"), ("是否有空缺岗位", "是"),
    )  # fmt: skip
    return make_job(
        rng,
        "岗位信息表.pdf",
        "form",
        rows,
        title="事业单位人员职称申报岗位信息表",
        issuer=person.office.name,
        date=day,
    )


def _self_assessment(rng: random.Random, person: Person, title: str) -> list[FileJob]:
    low = person.part.has("score_low")
    points = (20, 24, 24 if low else 32, 12 if low else 18, 18)
    rules = (
        ("学历学位", "本科及以上 20 分"), ("任职资历", "助理级满 4 年 20 分，每超 1 年加 2 分"), ("工程业绩", "主持大型项目每项 15 分"),
        ("论文著作", "核心期刊每篇 8 分"), ("继续教育", "学时合格 20 分"),
    )  # fmt: skip
    rows = tuple((item, rule, str(score)) for (item, rule), score in zip(rules, points, strict=True))
    day = plain_date(_handed_in(person))
    sheet = make_job(
        rng, "自评表.pdf", "self_score", rows, title=title if len(title) < 26 else "工程师职务任职资格自评表", name=person.name,
        employer=person.office.name, total=str(sum(points)), issuer=person.office.name, date=day,
    )  # fmt: skip
    signers = []
    for signer, sex in (("陆明轩", "男"), ("高建华", "男")):
        signers.append(
            make_job(
                rng, f"高工证书_{signer}.pdf", "qualification", title="高级工程师资格证书", name=signer, sex=sex, face=signer,
                speciality=person.specialty.name, grade="高级", number=f"G3300-{rng.randrange(10**6):06d}",
                date="2012年12月28日", until="长期", issuer="示例人事厅职改办",
            )
        )  # fmt: skip
    return [sheet, *signers]


def _insurance(rng: random.Random, person: Person) -> FileJob:
    city = rng.choice(CITIES_OUTSIDE)
    first = person.graduated
    rows = (
        (f"{first}-07 至 {first + 2}-03", "示例勘察设计有限公司", "养老、失业、工伤", "33"),
        (f"{first + 2}-04 至 {first + 3}-06", "示例路桥工程有限公司", "养老、失业、工伤", "15"),
    )  # fmt: skip
    return make_job(
        rng, "省外社保缴纳证明.pdf", "insurance", rows, name=person.name, masked=person.masked_id, city=city,
        number=f"SB{rng.randrange(10**10):010d}", issuer=city[3:] + "社会保险中心", date=plain_date(_handed_in(person)),
    )  # fmt: skip


def _hours(rng: random.Random, person: Person) -> FileJob:
    year = person.horizon.year
    courses = [(course, kind, rng.choice((18, 24, 30, 36))) for course, kind in rng.sample(COURSES, 5)]
    rows = tuple(
        (str(year - 3 + place // 2), course, kind, str(hours))
        for place, (course, kind, hours) in enumerate(courses)
    )
    return make_job(
        rng, "学时登记证明.pdf", "hours", rows, name=person.name, employer=person.office.name,
        total=str(sum(hours for _, _, hours in courses)), number=f"XS-{year}-{person.number + 417:05d}",
        issuer=person.office.name, date=plain_date(random_day(rng, date(year, 1, 8), _handed_in(person))),
    )  # fmt: skip


def _recommendation(rng: random.Random, person: Person, title: str) -> FileJob:
    """Forms of recommendation and proof of landmark results or skills: a form with the unit's seal."""
    rows = (
        ("姓名", person.name), ("工作单位", person.office.name), ("从事专业", person.specialty.name),
        ("现任专业技术职务", "高级工程师" if person.is_senior else "助理工程师"), ("聘任时间", plain_date(person.appointed)),
        ("主要业绩", "；".join(person.specialty.duty[:2])), ("单位意见", "经审核，情况属实，同意推荐"),
    )  # fmt: skip
    return make_job(
        rng, "推荐审核表.pdf", "form", rows, title=title.partition("(")[0], issuer=person.office.name,
        date=plain_date(_handed_in(person)),
    )  # fmt: skip
