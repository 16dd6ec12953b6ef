"""The words of the act sheets: titles, verbs, labels, what an act means for the dossier (seed B 二(七)-(十二)).

What is recorded is ``app.domain.road_records``; this says how it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.decision import Action
from app.domain.paper_forms import FormStep
from ui.texts.road_words import word_of_record_field
from ui.texts.translate import translate


@dataclass(frozen=True, slots=True)
class ActWords:
    """``verb`` stands on the button with the number of dossiers; ``done`` in the message afterwards; ``note`` under the names."""

    title: str
    verb: str
    done: str
    icon: str
    note: str = ""
    reason: str = ""
    """Label of the reason; "" where none is asked."""
    reason_hint: str = ""
    files: str = ""
    """Label of the files; "" where none are taken."""


_ACTS: Mapping[Action, ActWords] = {
    Action.RECORD_PAYMENT: ActWords(
        "登记缴费",
        "登记缴费",
        "已登记缴费",
        "wallet",
        note="本人在省平台缴费后由单位登记。",
        files="缴费凭证（可不放）",
    ),
    Action.EXTEND_PAYMENT: ActWords(
        "延长缴费期限",
        "延长缴费期限",
        "已延长缴费期限",
        "calendar-clock",
        note="逾期未缴费的申报不会自动关闭，单位照样可以登记缴费；延长以后不再算逾期。",
        reason="延长的理由",
        reason_hint="写明为什么没有在规定时间内缴费",
    ),
    Action.FORM_STEP: ActWords("登记评审表", "登记", "已登记评审表", "file-text"),
    Action.RECEIVE_FORMS: ActWords(
        "收到评审表",
        "登记收到",
        "已收到评审表",
        "file-down",
        note="登记收到后，申报材料由评委会办公室审核。",
    ),
    Action.GIVE_FORMS: ActWords(
        "退申报人",
        "登记退申报人",
        "已退申报人",
        "user",
        note="评审表由申报人自行放入个人档案；登记后这份申报归档。",
    ),
    Action.REFUSE_FORMS: ActWords(
        "不收评审表",
        "登记不收",
        "已登记不收评审表",
        "file-x-2",
        note="评审表退回重新办理，从导出起重新登记。申报本身不受影响。",
        reason="不收的理由",
        reason_hint="哪里不合要求，要怎样改",
    ),
    Action.REPORT: ActWords(
        "报送评审结果",
        "报送",
        "已报送评审结果",
        "send",
        note="结果公示无异议后报送；之后由市级审核并发文。",
    ),
    Action.ENDORSE: ActWords(
        "审核同意",
        "审核同意",
        "已审核同意",
        "stamp",
        note="各家分别登记自己的审核；都同意后才能发文。",
    ),
    Action.SEND_BACK: ActWords(
        "发回评委会办公室",
        "发回",
        "已发回评委会办公室",
        "undo-2",
        note="评审结果回到评委会办公室，重新报送后各家重新审核。",
        reason="发回的理由",
        reason_hint="结果哪里要核实",
    ),
    Action.RECORD_DOCUMENT: ActWords(
        "登记发文",
        "登记发文",
        "已登记发文",
        "file-text",
        note="一份文件可以登记给多人。",
        files="文件扫描件（可不放）",
    ),
    Action.RECORD_CERTIFICATE: ActWords(
        "登记证书",
        "登记证书",
        "已登记证书",
        "bookmark-plus",
        note="电子证书由省平台生成，这里只登记编号和日期。",
    ),
    Action.RECONVENE: ActWords(
        "重新评审",
        "重新评审",
        "已转重新评审",
        "gavel",
        note="回到待评审，再列入评审会名单；这次评审结果不再算数。",
        reason="重新评审的理由",
        reason_hint="如 异议经核实成立，或市级发回",
    ),
    Action.REOPEN: ActWords(
        "重开",
        "重开",
        "已重开",
        "rotate-ccw",
        reason="重开的理由",
        reason_hint="为什么要重新办理",
    ),
    Action.GIVE_UP: ActWords(
        "放弃申报",
        "登记放弃申报",
        "已登记放弃申报",
        "circle-x",
        note="只在本人自愿放弃这次申报时登记。登记后不再往下办；下一个单位还没有办理时可以重开。",
        reason="本人放弃的理由",
        reason_hint="按本人说明填写",
        files="本人书面说明（可不放）",
    ),
}

_VERBS_OF_STEP: Mapping[FormStep, str] = {
    FormStep.EXPORTED: "登记导出",
    FormStep.UNIT_STAMPED: "登记盖章",
    FormStep.HANDED_IN: "登记报送",
    FormStep.RECEIVED: "登记收到",
    FormStep.MUNICIPAL_STAMPED: "登记盖章",
    FormStep.FORWARDED: "登记转报",
    FormStep.COMMITTEE_RECEIVED: "登记收到",
    FormStep.SENT_BACK: "登记退回",
    FormStep.BACK_RECEIVED: "登记领回",
    FormStep.GIVEN: "登记退申报人",
}

_NOTES_OF_STEP: Mapping[FormStep, str] = {
    FormStep.EXPORTED: "缴费后从省平台导出带平台水印的评审表，打印一式两份。",
    FormStep.UNIT_STAMPED: "两份都由所在单位审核盖章。",
    FormStep.HANDED_IN: "报送给收评审表的单位，请对方当面核对份数和水印。",
    FormStep.RECEIVED: "先核对份数和平台水印，再登记收到；不合要求的请不收。",
    FormStep.MUNICIPAL_STAMPED: "两份都由市直单位审核盖章。",
    FormStep.FORWARDED: "转报评委会办公室，对方收到后由对方登记。",
    FormStep.COMMITTEE_RECEIVED: "先核对份数和平台水印，再登记收到；不合要求的请不收。",
    FormStep.SENT_BACK: "评审结束后退至受理点或市直单位。",
    FormStep.BACK_RECEIVED: "从评委会办公室领回后登记，再退给申报人。",
    FormStep.GIVEN: "评审表由申报人自行放入个人档案；登记后这份申报归档。",
}

_LABELS: Mapping[tuple[Action, str], str] = {
    (Action.EXTEND_PAYMENT, "pay_until"): "新的缴费截止日",
    (Action.RECORD_DOCUMENT, "number"): "文号",
    (Action.RECORD_DOCUMENT, "issued_on"): "发文日期",
    (Action.RECORD_DOCUMENT, "title"): "文件标题（可不填）",
    (Action.RECORD_CERTIFICATE, "number"): "证书编号",
    (Action.RECORD_CERTIFICATE, "issued_on"): "发证日期",
    (Action.GIVE_FORMS, "taken_by"): "领取人（可不填）",
    (Action.ENDORSE, "on"): "审核日期",
    (Action.REPORT, "on"): "报送日期",
    (Action.REFUSE_FORMS, "on"): "不收的日期",
}

_HINTS: Mapping[str, str] = {
    "amount": "如 450.00",
    "receipt": "票据上的编号，或省平台的订单号",
    "number": "与文件上的一致",
    "title": "与文件上的一致",
    "to": "收评审结果的单位",
    "taken_by": "不是本人领取时写明",
}


def words_of_act(action: Action) -> ActWords:
    """KeyError for an act without a sheet."""
    return _ACTS[action]


def title_of_act(action: Action) -> str:
    return translate("road", _ACTS[action].title)


def verb_of_step(step: FormStep) -> str:
    """登记盖章 …: what the button of this step says."""
    return translate("road", _VERBS_OF_STEP[step])


def note_of_step(step: FormStep) -> str:
    return translate("road", _NOTES_OF_STEP[step])


def label_of_field(action: Action, key: str) -> str:
    """The label on the sheet; sentences about the field name it alike."""
    own = _LABELS.get((action, key))
    return translate("road", own) if own else word_of_record_field(key)


def hint_of_field(key: str) -> str:
    return translate("road", _HINTS.get(key, ""))


_READY_REASONS: Mapping[Action, tuple[tuple[str, str], ...]] = {
    Action.REFUSE_FORMS: (
        ("份数不对", "评审表不足两份，请补齐。"),
        ("没有水印", "评审表没有平台水印，请从省平台重新导出。"),
        ("没有盖章", "评审表没有加盖单位公章，请盖章后再报。"),
    ),
}


def ready_reasons(action: Action) -> tuple[tuple[str, str], ...]:
    """(word on the button, sentence it writes): what desks write most often."""
    return tuple((translate("road", a), translate("road", b)) for a, b in _READY_REASONS.get(action, ()))
