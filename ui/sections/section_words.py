"""Words that the forms of several sections share: a notice, a list of files, notices that point at no entry. Pure."""

from collections.abc import Sequence

from app.domain.attachment import FileRef
from app.domain.prechecks.notice import Notice
from ui.declaration_sections import SectionFacts
from ui.texts.notices import describe_notice, join_notices
from ui.texts.translate import translate
from ui.widgets.form_blocks import FormBlock, FormField


def describe_flag(section: SectionFacts, flag: Notice) -> str:
    """A notice in words, its field by the kit's title."""
    return describe_notice(flag, next((f.title for f in section.spec.fields if f.key == flag.field), ""))


def say_files(files: Sequence[FileRef]) -> str:
    """获奖证书.pdf、排名证明.pdf; more than two: 获奖证书.pdf 等 3 个."""
    if len(files) <= 2:
        return "、".join(ref.name for ref in files)
    return _t("{0} 等 {1} 个").replace("{0}", files[0].name).replace("{1}", str(len(files)))


def loose_flags(section: SectionFacts) -> list[FormBlock]:
    """Notices that point at no entry: conditions not ticked, too many projects, 述职 too long."""
    shown = {"photo_", "commitment_missing"}
    return [
        line_of_flag(section, flag)
        for flag in section.flags_at()
        if not any(flag.code.startswith(code) for code in shown)
    ]


def line_of_flag(section: SectionFacts, flag: Notice) -> FormField:
    """A notice that stands beside no field."""
    state = "flag" if flag.counts else "info"
    return FormField(_t("预检提示"), "", flag=describe_flag(section, flag), flag_state=state)


def say_flags(section: SectionFacts, flags: Sequence[Notice]) -> tuple[str, str]:
    """What is said at one place, and the state it is shown in."""

    def say(flag: Notice) -> str:
        return describe_flag(section, flag)

    return join_notices(flags, say)


def _t(text: str) -> str:
    return translate("declarations", text)
