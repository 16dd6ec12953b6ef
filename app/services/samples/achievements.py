"""Sections about the person's work: awards, honours, research, projects, papers, books, patents, standards, adoptions.

Callers: `dossiers`. Awards, papers and proofs name the person's own projects, so that a dossier hangs together.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.services.samples.careers import yes_or_no
from app.services.samples.files.chinese_dates import chinese_date, chinese_number, plain_date
from app.services.samples.files.facts import FileJob
from app.services.samples.item_plan import YES, ItemPlan, make_job, month, random_day
from app.services.samples.people import Person
from app.services.samples.vocabulary import AREAS, AWARDS, GRADES, HONOURS, JOURNALS

_OTHERS = ("方明", "许文博", "何雨桐", "林致远", "王嘉树", "周子涵", "曾一凡", "诸葛明")
_OWNER = "示例市城市建设中心"


@dataclass(frozen=True, slots=True)
class Project:
    """One engineering project of a person."""

    name: str
    start: date
    end: date
    money: int
    """万元."""
    leads: bool


def make_projects(rng: random.Random, person: Person) -> list[Project]:
    """Return the person's projects, newest last."""
    count = 8 if person.part.has("projects_many") else rng.choice((2, 2, 3))
    projects = []
    for _ in range(count):
        start = random_day(rng, date(person.graduated + 2, 1, 1), date(person.horizon.year - 2, 6, 1))
        end = date(min(start.year + rng.randint(1, 2), person.horizon.year - 1), rng.randint(3, 12), 20)
        if end <= start:
            end = date(start.year, 12, 28)
        name = rng.choice(AREAS) + rng.choice(person.specialty.works)
        projects.append(Project(name, start, end, rng.randrange(300, 42000), rng.random() < 0.35))
    return sorted(projects, key=_begin)


def _begin(project: Project) -> date:
    return project.start


def plan_projects(rng: random.Random, person: Person, projects: list[Project]) -> Iterator[ItemPlan]:
    """主持参与工程技术项目情况: contract, acceptance; for some drawings or a report."""
    for index, project in enumerate(projects):
        fields = {
            "start": month(project.start), "end": month(project.end), "name": project.name,
            "kind": rng.choice(("设计", "施工", "咨询", "检测")), "role": "主持" if project.leads else "参与",
            "money": str(project.money), "scale": rng.choice(("大型", "中型", "小型")),
            "description": f"{project.name}位于示例市，总投资{project.money}万元，包含{rng.choice(person.specialty.methods)}等内容。",
            "duty": rng.choice(person.specialty.duty) + "。",
        }  # fmt: skip
        yield ItemPlan("project", fields, list(_project_proofs(rng, person, project, index)))


def _project_proofs(rng: random.Random, person: Person, project: Project, index: int) -> Iterator[FileJob]:
    if index == 0 and person.number % 29 == 2:
        yield make_job(
            rng, "施工图.pdf", "drawings", unit=person.office.name, project=project.name, prefix=f"SS-{person.number:02d}",
            designer=person.name, checker="方明", approver="高建华", date=f"{project.start:%Y.%m}",
        )  # fmt: skip
    elif index == 0 and person.number % 4 == 1:
        yield make_job(
            rng, "技术总结.pdf", "report", title=f"{project.name}技术总结", kind="技术总结报告", author=person.name,
            unit=person.office.name, date=plain_date(project.end), lead="本人" + person.specialty.duty[0] + "。",
        )  # fmt: skip
    elif index % 2 == 0:
        pages = "1" if index else ("10" if person.number % 10 == 3 else "2")
        yield make_job(
            rng, "项目合同.pdf", "project_contract", project=project.name, owner=_OWNER, contractor=person.office.name,
            amount=f"人民币 {project.money} 万元", from_=plain_date(project.start), to=plain_date(project.end),
            date=plain_date(project.start), pages=pages,
        )  # fmt: skip
    if index % 2 == 1 or (index == 0 and not project.leads):
        parties = (
            ("建设单位", _OWNER),
            ("施工单位" if person.office.builds else "设计单位", person.office.name),
            ("监理单位", "示例工程监理有限公司"),
        )
        yield make_job(
            rng, "竣工验收证明.pdf", "acceptance", parties, project=project.name, scale=f"总投资 {project.money} 万元",
            amount=f"{project.money} 万元", started=plain_date(project.start), finished=plain_date(project.end),
            leader=person.name if project.leads else "方明", date=plain_date(project.end),
            verdict="工程已按设计文件和合同约定完成，质量符合验收标准，资料齐全，同意验收。",
        )  # fmt: skip


def plan_awards(rng: random.Random, person: Person, projects: list[Project]) -> Iterator[ItemPlan]:
    """获奖情况, with the ranking where several people share it."""
    for project in rng.sample(projects, min(len(projects), rng.choice((1, 1, 2)))):
        award, level = rng.choice(AWARDS)
        grade = rng.choice(GRADES)
        people = rng.randint(3, 7)
        rank = rng.randint(1, people)
        day = random_day(rng, project.end, person.horizon)
        yield plan_award(
            rng, person, project.name, (f"{day.year}年度{award}奖", level, grade), (rank, people), day
        )


def plan_award(
    rng: random.Random,
    person: Person,
    project: str,
    award: tuple[str, str, str],
    place: tuple[int, int],
    day: date,
) -> ItemPlan:
    """One award: `award` is (name, level, grade), `place` (rank, people)."""
    (name, level, grade), (rank, people) = award, place
    body = f"你参与完成的“{project}”项目，荣获{name}{grade}，个人排名第{chinese_number(rank)}。特发此证，以资鼓励。"
    jobs = [
        make_job(
            rng, "获奖证书.pdf", "honour", title="荣誉证书" if rank > 1 else "获奖证书", to=person.name, body=body,
            number=f"GCKJ-{day.year}-{rng.choice('ABCDE')}-{rng.randrange(1000):04d}", issuer="示例市工程建设协会",
            date=chinese_date(day, with_day=False),
        )
    ]  # fmt: skip
    if people > 1 and rng.random() < 0.35:
        others = [other for other in _OTHERS if other != person.name][: people - 1]
        others.insert(min(rank, people) - 1, person.name)
        rows = tuple(
            (
                other,
                person.office.name,
                rng.choice(("总体负责", "结构设计", "方案编制", "现场实施", "数据分析")),
            )
            for other in others
        )
        jobs.append(
            make_job(
                rng,
                "排名证明.pdf",
                "ranking",
                rows,
                project=project,
                award=name,
                issuer="示例市工程建设协会",
                date=plain_date(day),
            )
        )
    fields = {
        "awarded_on": month(day), "project": project, "name": name, "level": level, "grade": grade, "rank": str(rank),
        "people": str(people), "main": yes_or_no(rank <= 2),
    }  # fmt: skip
    return ItemPlan("award", fields, jobs)


def plan_honour(rng: random.Random, person: Person) -> ItemPlan:
    """获得荣誉称号情况."""
    title, level = rng.choice(HONOURS)
    giver = person.office.name if level == "单位内部" else "示例市重点工程建设指挥部"
    day = random_day(rng, date(person.horizon.year - 4, 1, 1), person.horizon)
    body = f"授予{person.name}同志{day.year}年度“{title}”称号，以资鼓励。"
    job = make_job(
        rng,
        "荣誉证书.pdf",
        "honour",
        title="荣誉证书",
        to=person.name,
        body=body,
        issuer=giver,
        number=f"RY{day:%Y%m}{rng.randrange(999):03d}",
        date=chinese_date(day, with_day=False),
    )
    return ItemPlan("honour", {"title": title, "giver": giver, "level": level, "given_on": month(day)}, [job])


def plan_research(rng: random.Random, person: Person) -> ItemPlan:
    """主持参与科研项目(基金)情况."""
    method = rng.choice(person.specialty.methods)
    start = date(person.horizon.year - rng.randint(3, 5), rng.randint(1, 6), 1)
    end = date(start.year + 2, 6, 30)
    people = rng.randint(4, 8)
    rank = rng.randint(1, people)
    name = f"{method}关键技术研究"
    body = f"“{name}”（编号 KY{start.year}{rng.randrange(99):02d}）已完成任务书规定的研究内容，经专家组验收，同意结题。{person.name}为第{chinese_number(rank)}完成人，主要承担试验方案与数据分析。"
    job = make_job(
        rng,
        "结题证明.pdf",
        "statement",
        title="科研项目结题证明",
        body=body,
        issuer="示例市科学技术协会",
        date=plain_date(end),
    )
    fields = {
        "start": month(start), "end": month(end), "name": name, "source": "示例市科技计划", "kind": "应用研究",
        "level": "市厅级", "money": str(rng.randrange(10, 80)), "people": str(people), "rank": str(rank),
        "task": "承担试验方案编制与数据分析。", "finished": YES,
    }  # fmt: skip
    return ItemPlan("research", fields, [job])


def plan_paper(rng: random.Random, person: Person) -> ItemPlan:
    """论文."""
    method = rng.choice(person.specialty.methods)
    title = f"{method}{rng.choice(('技术研究与应用', '在市政工程中的应用', '的若干问题探讨'))}"
    journal = rng.choice(JOURNALS)
    year = rng.randint(person.horizon.year - 5, person.horizon.year - 1)
    people = rng.randint(1, 3)
    rank = rng.randint(1, people)
    authors = [other for other in rng.sample(_OTHERS, 4) if other != person.name][: people - 1]
    authors.insert(rank - 1, person.name)
    abstract = f"结合{rng.choice(AREAS)}{rng.choice(person.specialty.works)}，介绍了{method}的原理、实施步骤和控制指标，并对现场数据进行了分析，可供同类工程参考。"
    job = make_job(
        rng, "论文首页.pdf", "paper", journal=journal, issue=f"第{year - 1985}卷 第{rng.randint(1, 12)}期 {year}年",
        title=title, authors="，".join(authors), unit=f"{person.office.name}，示例市 310000", abstract=abstract,
        keywords=f"{person.specialty.name}；{method}；现场监测", page=str(rng.randrange(10, 190)),
    )  # fmt: skip
    fields = {
        "title": title, "journal": journal, "kind": rng.choice(("核心期刊", "一般期刊")), "year": str(year),
        "index": "", "rank": str(rank), "people": str(people), "representative": yes_or_no(rng.random() < 0.4),
        "corresponding": yes_or_no(rank == people), "abstract": abstract,
    }  # fmt: skip
    return ItemPlan("paper", fields, [job])


def plan_book(rng: random.Random, person: Person) -> ItemPlan:
    """著(译)作(教材)."""
    title = f"{rng.choice(person.specialty.methods)}实用手册"
    day = date(person.horizon.year - rng.randint(1, 4), rng.randint(1, 12), 1)
    authors = f"{person.name}　{rng.choice(_OTHERS[:2])}"
    isbn = f"978-7-99999-{rng.randrange(1000):03d}-{rng.randrange(10)}"
    job = make_job(
        rng,
        "封面与版权页.pdf",
        "cover",
        series="工程技术丛书",
        title=title,
        number=f"ISBN {isbn}",
        people=authors,
        publisher="示例出版社",
        date=f"{day.year}年{day.month}月",
    )
    fields = {
        "title": title,
        "publisher": "示例出版社",
        "published_on": month(day),
        "kind": "编著",
        "isbn": isbn,
        "authors": authors.replace("　", "，"),
        "rank": "1",
    }
    return ItemPlan("book", fields, [job])


def plan_patent(rng: random.Random, person: Person) -> ItemPlan:
    """专利(著作权)情况."""
    kind = rng.choice(("发明专利", "实用新型"))
    granted = random_day(rng, date(person.horizon.year - 4, 1, 1), person.horizon)
    name = f"一种用于{rng.choice(person.specialty.methods)}的装置{'及方法' if kind == '发明专利' else ''}"
    number = f"ZL {granted.year - 1} {1 if kind == '发明专利' else 2} 0999{rng.randrange(1000):03d}.{rng.randrange(10)}"
    people = rng.randint(2, 5)
    rank = rng.randint(1, people)
    inventors = [other for other in _OTHERS if other != person.name][: people - 1]
    inventors.insert(rank - 1, person.name)
    job = make_job(
        rng, "专利证书.pdf", "patent", title=f"{kind}证书" if kind == "发明专利" else "实用新型专利证书",
        serial=str(rng.randrange(10**6, 10**7)), name=name, inventors="；".join(inventors), number=number,
        applied=plain_date(date(granted.year - 1, 3, 18)), owner=person.office.name, granted=plain_date(granted),
        issuer="示例专利登记中心",
    )  # fmt: skip
    fields = {
        "patent_no": number, "name": name, "kind": kind, "granted_on": month(granted), "rank": str(rank),
        "people": str(people), "granted": YES, "produced": yes_or_no(rng.random() < 0.5),
    }  # fmt: skip
    return ItemPlan("patent", fields, [job])


def plan_standard(rng: random.Random, person: Person) -> ItemPlan:
    """主持(参与)制定标准情况."""
    name = f"{rng.choice(person.specialty.methods)}技术规程"
    day = date(person.horizon.year - rng.randint(1, 4), rng.randint(1, 12), 1)
    number = f"DBJ/T 99-{rng.randrange(100, 190)}-{day.year}"
    job = make_job(
        rng,
        "标准封面与前言.pdf",
        "cover",
        series="示例省工程建设标准",
        title=name,
        number=number,
        people=f"方明　{person.name}　高建华",
        publisher="示例标准出版社",
        date=f"{day.year}年{day.month}月",
    )
    fields = {
        "name": name,
        "number": number,
        "level": "地方标准",
        "issued_on": month(day),
        "role": "参与",
        "summary": "承担施工与验收章节的编写。",
    }
    return ItemPlan("standard", fields, [job])


def plan_adoption(rng: random.Random, person: Person) -> ItemPlan:
    """成果被批示、采纳、运用和推广情况."""
    method = rng.choice(person.specialty.methods)
    day = random_day(rng, date(person.horizon.year - 3, 1, 1), person.horizon)
    saved = rng.randrange(20, 300)
    body = f"{person.name}同志完成的“{method}”成果，自{day.year}年{day.month}月起在我单位推广应用，缩短工期约{rng.randint(10, 40)}天，节约费用约{saved}万元，取得了较好的经济效益和社会效益。\n特此证明。"
    job = make_job(
        rng,
        "采纳证明.pdf",
        "statement",
        title="成果采纳证明",
        body=body,
        signed="负责人",
        issuer=_OWNER,
        date=plain_date(day),
    )
    fields = {
        "name": f"{method}成果",
        "adopted_on": month(day),
        "company": _OWNER,
        "economic": f"节约费用约{saved}万元。",
        "social": "提高了工程质量，减少了对交通的影响。",
    }
    return ItemPlan("adoption", fields, [job])
