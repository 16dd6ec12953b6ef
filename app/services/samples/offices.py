"""The organisations of the sample: six employers and the offices of each level above. All invented.

Callers: the other modules of this package.
"""

from dataclasses import dataclass

from app.domain.identity import uscc_check_character
from app.domain.organisation import EmployerKind, Role

SAMPLE_REGION = "330199"
"""A county code that was never given out: every number made with it belongs to nobody."""


@dataclass(frozen=True, slots=True)
class Office:
    """One organisation with the person who signs in for it."""

    key: str
    name: str
    role: Role
    login: str
    clerk: str
    kind: EmployerKind = EmployerKind.OTHER
    region: str = "330106"
    """Acceptance points of the kits go by these real district codes."""
    under: str = ""
    """Key of the 市直单位 it belongs to."""
    place: str = "一楼公告栏"
    """Where it posts its publicities."""
    address: str = ""
    builds: bool = False
    """It works on projects as a builder, not as a designer: contracts name it as 承包人."""

    @property
    def is_institution(self) -> bool:
        return self.kind is EmployerKind.INSTITUTION


EMPLOYERS: tuple[Office, ...] = (
    Office("jianshe", "示例建设工程有限公司", Role.EMPLOYER, "jianshe", "周敏", EmployerKind.NON_PUBLIC,
           address="示例市示例路88号", builds=True),
    Office("shuiwu", "示例水务集团有限公司", Role.EMPLOYER, "shuiwu", "罗晓芸", EmployerKind.STATE_FIRM, "330105",
           under="shuiwuju", place="办公楼大厅公示栏", address="示例市水厂路6号"),
    Office("sheji", "示例市政设计院", Role.EMPLOYER, "sheji", "蒋文琪", EmployerKind.STATE_FIRM, "330102",
           place="五楼公示栏", address="示例市设计路12号"),
    Office("guanli", "示例市水利工程管理中心", Role.EMPLOYER, "guanli", "邵志强", EmployerKind.INSTITUTION, "330108",
           under="shuiwuju", place="行政楼一楼公告栏", address="示例市江堤路3号"),
    Office("yantu", "示例岩土科技有限公司", Role.EMPLOYER, "yantu", "贾婷婷", EmployerKind.PRIVATE, "330109",
           place="公司公告栏", address="示例市创新街21号", builds=True),
    Office("jiance", "示例城建检测有限公司", Role.EMPLOYER, "jiance", "谭国平", EmployerKind.STATE_FIRM, "330110",
           under="shuiwuju", place="实验楼公告栏", address="示例市检测路9号"),
)  # fmt: skip

BUSIEST = EMPLOYERS[0].key
"""The desk that a first look at the program sits down at."""

LEVELS: tuple[Office, ...] = (
    Office("shoulidian", "示例区职称受理点", Role.ACCEPTANCE, "shoulidian", "方晴"),
    Office("renshe", "示例区人力资源和社会保障局", Role.HR_BUREAU, "renshe", "沈立群"),
    Office("shuiwuju", "示例市水务局", Role.MUNICIPAL_UNIT, "shuiwuju", "高建华"),
    Office("pingweiban", "示例市中评委办公室", Role.COMMITTEE, "pingweiban", "陆明轩"),
    Office("shirenshe", "示例市人力资源和社会保障局", Role.CITY, "shirenshe", "苏敬之"),
    Office("shijianwei", "示例市城乡建设委员会", Role.CITY, "shijianwei", "石国栋"),
    Office("pingtai", "示例平台管理处", Role.ADMIN, "pingtai", "袁可"),
)


def make_uscc(serial: int) -> str:
    """Return a code with a right check character and an organisation part that was never given out."""
    body = f"91{SAMPLE_REGION}MA00000{serial:02d}"
    return body + uscc_check_character(body)
