"""Sections about the person: 基本信息, education, work, training, posts, certificates, rewards, yearly assessments.

Callers: `dossiers`. Deterministic from the generator that is passed in.
"""

import random
from collections.abc import Iterator
from datetime import date

from app.services.samples.files.chinese_dates import chinese_date, plain_date
from app.services.samples.files.facts import FileJob
from app.services.samples.item_plan import NO, YES, ItemPlan, make_job, month, random_day
from app.services.samples.people import Person
from app.services.samples.vocabulary import COURSES, SOCIETIES

_KINDS = {
    "private": "民营企业",
    "non_public": "非公单位",
    "state_firm": "国有企业",
    "institution": "事业单位",
    "other": "其他",
}
_DEPARTMENTS = ("工程技术部", "设计一所", "质量安全部", "运行管理科", "检测二室", "总工程师办公室")
_CENTRE = "示例市专业技术人员学习中心"


def make_photo_job(rng: random.Random, person: Person) -> FileJob:
    """The identity photo; a fault of the part chooses one that breaks a rule."""
    name = "证件照.jpg" if rng.random() < 0.6 else f"IMG_20260928_{person.name}.jpg"
    return make_job(
        rng, name, "photo", sex=person.sex, face=person.id_number, shape=person.part.photo_shape()
    )


def plan_basic(rng: random.Random, person: Person, photo: FileJob) -> ItemPlan:
    """基本信息, with the photo as its evidence."""
    office = person.office
    return ItemPlan(
        "basic",
        {
            "name": person.name, "sex": person.sex, "nation": person.nation,
            "politics": rng.choice(("群众", "中共党员", "群众", "共青团员" if person.birth.year > 1996 else "民主党派")),
            "birth_date": person.birth.isoformat(), "id_type": "居民身份证", "id_number": person.id_number,
            "phone": person.phone, "work_start": person.work_start, "unit": office.name,
            "unit_kind": _KINDS[office.kind.value], "department": rng.choice(_DEPARTMENTS),
            "post": person.specialty.post, "office": rng.choice(("无", "无", "项目副经理", "部门副主任")),
            "authority": "示例市水务局" if office.under else "无", "file_keeper": "示例市人才服务中心",
            "unit_address": office.address, "household": "浙江省示例市",
        },
        [photo],
    )  # fmt: skip


def diploma_jobs(rng: random.Random, person: Person) -> list[FileJob]:
    """毕业证书 and, where there is one, 学位证书."""
    day = date(person.graduated, 6, 28)
    words = {
        "name": person.name, "sex": person.sex, "born": plain_date(person.birth), "face": person.id_number,
        "from_": f"{person.graduated - {'四': 4, '三': 3}[person.years]}年9月", "to": f"{person.graduated}年6月",
        "major": person.specialty.major, "years": person.years,
        "level": {"大学专科": "专科", "大学本科": "本科", "硕士研究生": "硕士研究生"}[person.level], "school": person.school,
        "number": f"99999{person.graduated}05{person.number + 1001:06d}", "date": chinese_date(day),
    }  # fmt: skip
    jobs = [make_job(rng, "毕业证书.pdf", "diploma", **words)]
    if person.degree != "无":
        degree = f"工学{person.degree}"
        number = f"99999{4 if person.degree == '学士' else 3}{person.graduated}{person.number + 1001:06d}"
        jobs.append(make_job(rng, "学位证书.pdf", "degree", **words, degree=degree, degree_number=number))
    return jobs


def plan_education(rng: random.Random, person: Person, jobs: list[FileJob]) -> Iterator[ItemPlan]:
    """教育经历: the degree that counts, and sometimes the one before."""
    yield ItemPlan(
        "education",
        {
            "start": f"{person.graduated - {'四': 4, '三': 3}[person.years]}-09", "end": f"{person.graduated}-06",
            "level": person.level, "certificate_no": f"99999{person.graduated}05{person.number + 1001:06d}",
            "school": person.school, "length": f"{person.years}年", "major": person.specialty.major,
            "graduated_on": f"{person.graduated}-06", "degree": person.degree, "abroad": NO,
        },
        jobs,
    )  # fmt: skip


def plan_work(rng: random.Random, person: Person) -> Iterator[ItemPlan]:
    """工作经历: an earlier firm for some, then the present one."""
    duty = rng.choice(person.specialty.duty)
    now_start = date(person.graduated, 7, 15)
    if rng.random() < 0.55 or person.part.has("overlap"):
        left = date(person.graduated + rng.randint(2, 3), 3, 31)
        firm = rng.choice(("示例勘察设计有限公司", "示例路桥工程有限公司", "示例水电建设有限公司"))
        body = f"兹证明{person.name}同志于{plain_date(now_start)}至{plain_date(left)}在我单位从事{person.specialty.name}专业技术工作，表现良好。\n特此证明。"
        proof = make_job(
            rng,
            "离职证明.pdf",
            "statement",
            title="工作经历证明",
            body=body,
            issuer=firm,
            date=plain_date(left),
        )
        yield ItemPlan("work", _work_fields(now_start, left, firm, person, "技术员", duty), [proof])
        now_start = date(left.year, 4, 1)
    yield ItemPlan(
        "work",
        _work_fields(now_start, None, person.office.name, person, person.specialty.post, duty),
        [contract_job(rng, person, now_start)],
    )


def contract_job(rng: random.Random, person: Person, start: date) -> FileJob:
    """劳动合同; the fault `contract_short` leaves the page with the post out."""
    return make_job(
        rng, "劳动合同.pdf", "labour_contract", number=f"HT-{start.year}-{person.number + 11:04d}",
        employer=person.office.name, name=person.name, masked=person.masked_id, post=person.specialty.post,
        from_=plain_date(start), to=plain_date(date(2028, start.month, 28)), date=plain_date(start),
        short="1" if person.part.has("contract_short") else "",
    )  # fmt: skip


def _work_fields(
    start: date, end: date | None, firm: str, person: Person, post: str, duty: str
) -> dict[str, str]:
    return {
        "start": month(start), "end": month(end) if end else "至今", "employer": firm,
        "specialty": person.specialty.name, "post": post, "duty": duty + "。",
    }  # fmt: skip


def plan_training(rng: random.Random, person: Person) -> Iterator[ItemPlan]:
    """继续教育(培训)情况: one or two courses in each of the last two years."""
    for course, kind in rng.sample(COURSES, 2 if person.part.has("same_file") else rng.choice((1, 1, 2))):
        start = random_day(rng, date(person.horizon.year - 2, 2, 1), date(person.horizon.year - 1, 11, 1))
        hours = rng.choice((18, 24, 30, 36, 48))
        body = f"参加“{course}”培训，修完规定的{hours}学时，考核合格，准予结业。"
        proof = make_job(
            rng, "结业证书.pdf", "honour", title="结业证书", to=person.name, body=body, issuer=_CENTRE,
            number=f"XX{start.year}{rng.randrange(10**5):05d}", date=chinese_date(start, with_day=False),
        )  # fmt: skip
        fields = {
            "start": month(start), "end": month(start), "title": course, "organiser": _CENTRE, "course_kind": kind,
            "result": "合格", "hours": str(hours),
        }  # fmt: skip
        yield ItemPlan("training", fields, [proof])


def plan_academic_post(rng: random.Random, person: Person) -> ItemPlan:
    """学术技术兼职情况."""
    start = date(person.horizon.year - rng.randint(2, 5), rng.randint(1, 12), 1)
    society = rng.choice(SOCIETIES)
    post = rng.choice(("会员", "青年委员", "理事"))
    body = f"兹聘请您担任{society}{post}，任期三年。"
    proof = make_job(
        rng,
        "聘书.pdf",
        "appointment",
        to=person.name,
        body=body,
        issuer=society,
        number=f"XH-{start.year}-{rng.randrange(400):03d}",
        date=chinese_date(start),
    )
    fields = {
        "start": month(start),
        "end": month(start.replace(year=start.year + 3)),
        "organisation": society,
        "post": post,
        "duty": "参加学术交流，审阅技术资料。",
    }
    return ItemPlan("academic_post", fields, [proof])


def plan_qualification(rng: random.Random, person: Person) -> ItemPlan:
    """资质证书."""
    title, speciality = person.specialty.qualification
    got = random_day(rng, date(person.graduated + 4, 3, 1), date(person.horizon.year - 1, 12, 1))
    until = date(max(got.year + 3, 2027 if person.horizon.year == 2026 else 2021), 6, 30)
    number = f"浙示{got.year}{rng.randrange(10**7):07d}"
    proof = make_job(
        rng, "注册证书.pdf", "qualification", title=title.partition("（")[0] + "注册证书", name=person.name, sex=person.sex,
        face=person.id_number, speciality=speciality, grade=title[:2] if title[1] == "级" else "—", number=number,
        date=plain_date(got), until=plain_date(until), issuer="示例执业注册中心",
    )  # fmt: skip
    fields = {
        "name": title, "specialty": speciality, "level": title[:2] if title[1] == "级" else "", "number": number,
        "issuer": "示例执业注册中心", "obtained_on": got.isoformat(), "expires_on": until.isoformat(),
    }  # fmt: skip
    return ItemPlan("qualification", fields, [proof])


def plan_reward(rng: random.Random, person: Person) -> ItemPlan:
    """奖惩情况."""
    day = random_day(rng, date(person.horizon.year - 3, 1, 1), date(person.horizon.year - 1, 12, 28))
    body = f"{person.name}同志在{day.year}年度防汛保供工作中表现突出，经研究决定给予通报表扬。"
    proof = make_job(
        rng,
        "表彰文件.pdf",
        "statement",
        title="关于给予通报表扬的决定",
        body=body,
        issuer=person.office.name,
        date=plain_date(day),
    )
    return ItemPlan("reward", {"decided_on": month(day), "name": "防汛保供通报表扬", "kind": "奖励"}, [proof])


def plan_assessments(rng: random.Random, person: Person) -> Iterator[ItemPlan]:
    """考核情况 of the last years; evidence is asked for by nobody, two years have it all the same."""
    count = rng.choice((2, 3, 3))
    last = person.horizon.year - (2 if person.part.has("registry_expired") else 1)
    for year in range(last, last - count, -1):
        grade = "优秀" if rng.random() < 0.22 else "合格"
        jobs = []
        if year > last - 1 and rng.random() < 0.8:
            jobs.append(
                make_job(
                    rng, f"{year}年度考核表.pdf", "appraisal", year=str(year), name=person.name, sex=person.sex,
                    born=f"{person.birth.year}年{person.birth.month}月", employer=person.office.name,
                    post=person.specialty.post, grade=grade, issuer=person.office.name, date=f"{year}年12月28日",
                    summary="本年度认真完成各项任务，" + "；".join(person.specialty.duty) + "。不足之处是对新规范掌握还不够全面，今后将继续努力。",
                )
            )  # fmt: skip
        yield ItemPlan("assessment", {"year": str(year), "unit": person.office.name, "grade": grade}, jobs)


def yes_or_no(condition: bool) -> str:
    """Return 是 or 否."""
    return YES if condition else NO
