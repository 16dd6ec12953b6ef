"""The Chinese word of every enum value that a screen shows; the literal words of the seeds (DOMAIN facts §4)."""

from enum import StrEnum

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import (
    BEYOND_EMPLOYER,
    DeclarationTab,
    DeclareMode,
    EmployerStep,
    PersonCategory,
    Stage,
)
from app.domain.materials import EducationRoute, FactKey, Staffing
from app.domain.organisation import EmployerKind, Role
from app.domain.paper_forms import FormStep
from app.domain.publicity import EndRule, PublicityKind
from app.domain.road import Station
from app.ports.queries import ListOrder, PublicityTab
from ui.texts.translate import translate

# One table an enum: members of two StrEnums with the same value are equal, one table would mix them up.
_TABLES: dict[type[StrEnum], dict[str, str]] = {
    ArchiveStatus: {
        ArchiveStatus.DRAFT: "草稿",
        ArchiveStatus.PENDING: "待审核",
        ArchiveStatus.PASSED: "通过",
        ArchiveStatus.RETURNED: "退回",
        ArchiveStatus.FAILED: "不通过",
    },
    Stage: {
        Stage.DRAFT: "草稿",
        Stage.EMPLOYER_REVIEW: "待审",
        Stage.AWAITING_PUBLICITY: "待公示",
        Stage.IN_PUBLICITY: "公示中",
        Stage.RETURNED: "退回",
        Stage.FAILED: "审查不通过",
        Stage.ACCEPTANCE_REVIEW: "受理点审核",
        Stage.HR_BUREAU_REVIEW: "区县人社审核",
        Stage.AWAITING_PAYMENT: "待缴费",
        Stage.AWAITING_FORMS: "待报送评审表",
        Stage.COMMITTEE_REVIEW: "评委会审核",
        Stage.AWAITING_APPLICANTS_PUBLICITY: "待评委会公示",
        Stage.IN_APPLICANTS_PUBLICITY: "评委会公示中",
        Stage.AWAITING_MEETING: "待评审",
        Stage.AWAITING_RESULTS_PUBLICITY: "待结果公示",
        Stage.IN_RESULTS_PUBLICITY: "结果公示中",
        Stage.AWAITING_REPORT: "待报市人力社保局",
        Stage.CITY_REVIEW: "市级审核",
        Stage.AWAITING_DOCUMENT: "待发文",
        Stage.AWAITING_CERTIFICATE: "待登记证书",
        Stage.AWAITING_FORMS_BACK: "待退评审表",
        Stage.ARCHIVED: "已归档",
        Stage.NOT_APPROVED: "评审未通过",
        Stage.WITHDRAWN: "已放弃申报",
    },
    EmployerStep: {
        EmployerStep.REVIEW: "待审",
        EmployerStep.AWAITING: "待公示",
        EmployerStep.RUNNING: "公示中",
        EmployerStep.READY: "期满待通过",
    },
    DeclarationTab: {
        DeclarationTab.PENDING: "待审查",
        DeclarationTab.PASSED: "审查通过",
        DeclarationTab.FAILED: "审查不通过",
        DeclarationTab.RETURNS: "退回记录",
        DeclarationTab.ALL: "全部",
    },
    PublicityTab: {
        PublicityTab.WAITING: "待发起",
        PublicityTab.RUNNING: "公示中",
        PublicityTab.OVER_TODAY: "今天期满",
        PublicityTab.OBJECTED: "有异议",
        PublicityTab.ENDED: "已结束",
    },
    DeclareMode: {
        DeclareMode.NORMAL: "正常申报",
        DeclareMode.SELF_ASSESSED: "自评申报",
        DeclareMode.LANDMARK: "标志性业绩直接申报",
    },
    PersonCategory: {
        PersonCategory.NORMAL: "正常",
        PersonCategory.TRANSFER: "转评",
        PersonCategory.DIRECT: "直接",
        PersonCategory.SKILLED: "技能人才",
        PersonCategory.HIGHLY_SKILLED: "高技能人才",
    },
    Role: {
        Role.EMPLOYER: "用人单位",
        Role.ACCEPTANCE: "受理点",
        Role.HR_BUREAU: "区县人社部门",
        Role.MUNICIPAL_UNIT: "市直单位",
        Role.COMMITTEE: "评委会办公室",
        Role.CITY: "市级部门",
        Role.ADMIN: "平台管理",
    },
    EmployerKind: {
        EmployerKind.PRIVATE: "民营企业",
        EmployerKind.NON_PUBLIC: "非公单位",
        EmployerKind.STATE_FIRM: "国有企业",
        EmployerKind.INSTITUTION: "事业单位",
        EmployerKind.OTHER: "其他",
    },
    Action: {
        Action.SAVE: "保存",
        Action.SUBMIT: "提交",
        Action.TAKE_BACK: "撤回",
        Action.CONFIRM: "审核无误",
        Action.RESUME_PUBLICITY: "审核无误",
        Action.START_PUBLICITY: "开始公示",
        Action.CANCEL_PUBLICITY: "重新公示",
        Action.OBJECT: "登记异议",
        Action.PASS: "通过",
        Action.RETURN: "退回",
        Action.FAIL: "不通过",
        Action.WITHDRAW: "撤销",
        Action.REOPEN: "重开",
        Action.REQUEST_REOPEN: "申请重开",
        Action.GIVE_UP: "放弃申报",
        Action.EXTEND_PAYMENT: "延长缴费",
        Action.RECORD_PAYMENT: "登记缴费",
        Action.FORM_STEP: "登记评审表",
        Action.REFUSE_FORMS: "不收评审表",
        Action.RECEIVE_FORMS: "收到评审表",
        Action.CONCLUDE_PUBLICITY: "公示无异议",
        Action.MEETING_PASS: "评审通过",
        Action.MEETING_FAIL: "评审未通过",
        Action.RECONVENE: "重新评审",
        Action.REPORT: "报送结果",
        Action.ENDORSE: "审核同意",
        Action.ENDORSE_LAST: "审核同意",
        Action.SEND_BACK: "发回",
        Action.RECORD_DOCUMENT: "登记发文",
        Action.RECORD_CERTIFICATE: "登记证书",
        Action.GIVE_FORMS: "退申报人",
    },
    Station: {
        Station.EMPLOYER: "单位审核",
        Station.ACCEPTANCE: "受理点审核",
        Station.HR_BUREAU: "区县人社审核",
        Station.PAYMENT: "缴费",
        Station.PAPER_FORMS: "报送评审表",
        Station.COMMITTEE: "评委会审核",
        Station.APPLICANTS_PUBLICITY: "评委会公示",
        Station.MEETING: "组织评审",
        Station.RESULTS_PUBLICITY: "评审结果公示",
        Station.CITY: "市级审核",
        Station.DOCUMENT: "发文",
        Station.CERTIFICATE: "电子证书",
        Station.FORMS_BACK: "退评审表",
        Station.ARCHIVED: "归档",
    },
    FormStep: {
        FormStep.EXPORTED: "已从省平台导出评审表",
        FormStep.UNIT_STAMPED: "所在单位审核盖章",
        FormStep.HANDED_IN: "已报送",
        FormStep.RECEIVED: "已收到",
        FormStep.MUNICIPAL_STAMPED: "市直单位审核盖章",
        FormStep.FORWARDED: "已转报评委会办公室",
        FormStep.COMMITTEE_RECEIVED: "评委会办公室收到",
        FormStep.SENT_BACK: "评委会办公室已退回",
        FormStep.BACK_RECEIVED: "已领回",
        FormStep.GIVEN: "已退申报人",
    },
    PublicityKind: {
        PublicityKind.EMPLOYER: "单位公示",
        PublicityKind.APPLICANTS: "评委会公示",
        PublicityKind.RESULTS: "评审结果公示",
    },
    EndRule: {
        EndRule.START_EXCLUDED: "开始日不计",
        EndRule.START_COUNTED: "开始日计入",
        EndRule.STATED: "人工确认",
    },
    ListOrder: {
        ListOrder.NEWEST: "最近提交在前",
        ListOrder.OLDEST: "最早提交在前",
        ListOrder.NAME: "按姓名",
    },
    FactKey: {
        FactKey.EDUCATION: "学历情况",
        FactKey.STAFFING: "人员编制",
        FactKey.OUTSIDE_INSURANCE: "是否在省外缴纳社保",
        FactKey.GRASSROOTS: "是否长期基层和野外工作",
        FactKey.APPOINTED_ON: "现任职务聘任日期",
        FactKey.RECORD_VALID_UNTIL: "备案表验证有效期",
    },
    EducationRoute: {
        EducationRoute.REGISTERED: "国内大专以上，有备案表",
        EducationRoute.UNREGISTERED: "国内大专以上，无法提供备案表",
        EducationRoute.DEGREE_ONLY: "只取得国内硕士学位",
        EducationRoute.ABROAD: "国外学历学位",
        EducationRoute.HK_MO_TW: "港澳台学历学位",
        EducationRoute.TECHNICAL: "技工院校",
        EducationRoute.SECONDARY: "中专",
    },
    Staffing: {
        Staffing.INSTITUTION_STAFF: "事业单位在编",
        Staffing.INSTITUTION_CONTRACT: "事业单位非在编",
        Staffing.ENTERPRISE: "企业人员",
    },
}

_STATUS_STATES = {
    ArchiveStatus.DRAFT: "neutral",
    ArchiveStatus.PENDING: "pending",
    ArchiveStatus.PASSED: "passed",
    ArchiveStatus.RETURNED: "returned",
    ArchiveStatus.FAILED: "failed",
}

_STAGE_STATES = {
    Stage.DRAFT: "neutral",
    Stage.RETURNED: "returned",
    Stage.FAILED: "failed",
    Stage.NOT_APPROVED: "failed",
    Stage.WITHDRAWN: "neutral",
    **dict.fromkeys(BEYOND_EMPLOYER, "passed"),
}


def word(value: StrEnum) -> str:
    """The word of an enum member; KeyError for an enum that no screen shows."""
    return translate("words", _TABLES[type(value)][value])


def state_of_status(status: ArchiveStatus) -> str:
    """The name of the pill's look (``ui.theme.current.state_style``)."""
    return _STATUS_STATES[status]


def state_of_stage(stage: Stage, *, step: EmployerStep | None = None, objected: bool = False) -> str:
    """The pill's look of a declaration in a list (picture 14): objected = flag, 期满待通过 = passed."""
    if objected:
        return "flag"
    if step is EmployerStep.READY:
        return "passed"
    return _STAGE_STATES.get(stage, "pending")


def word_of_stage(stage: Stage, step: EmployerStep | None = None) -> str:
    """The pill's word as the employer sees it: the chip inside 待审查, else 审查通过, 审查不通过, 退回."""
    if step is not None:
        return word(step)
    if stage in BEYOND_EMPLOYER:
        return word(DeclarationTab.PASSED)
    return word(stage)


def document_words() -> dict[str, str]:
    """The words a printed form needs, as ``Documents.publicity_form`` takes them: "mode:normal" → 正常申报."""
    named = {
        "mode": DeclareMode,
        "category": PersonCategory,
        "education": EducationRoute,
        "staffing": Staffing,
    }
    return {f"{name}:{member.value}": word(member) for name, kind in named.items() for member in kind}
