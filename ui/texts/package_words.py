"""Words of archive packages: findings of a check, and what the index of a package needs (DOMAIN facts §9)."""

from collections.abc import Mapping

from app.domain.archive_package import Finding, FindingCode, PackageFacts
from app.domain.declaration import Stage
from app.ports.archive_package import DossierRecord
from ui.texts.log_acts import word_of_act
from ui.texts.translate import fill, translate
from ui.texts.words import document_words, word

_SENTENCES: Mapping[FindingCode, str] = {
    FindingCode.NOT_A_ZIP: "这不是 ZIP 文件，或文件不完整",
    FindingCode.TOO_LARGE: "内容大得不像归档包，没有打开",
    FindingCode.UNSAFE_NAME: "里面的文件名会写到文件夹外面，没有打开：{path}",
    FindingCode.DOUBLE_NAME: "里面有两个同名文件，没有打开：{path}",
    FindingCode.UNREADABLE: "文件读不出来：{path}",
    FindingCode.NO_BAG: "没有归档包该有的结构（BagIt）",
    FindingCode.BAD_MANIFEST: "校验清单对不上或写法不对：{path}",
    FindingCode.MISSING: "缺少文件：{path}",
    FindingCode.UNLISTED: "多出清单里没有的文件：{path}",
    FindingCode.CHANGED: "文件内容和校验值对不上：{path}",
    FindingCode.WRONG_SIZE: "文件大小对不上，应为 {size} 字节，现为 {found} 字节：{path}",
    FindingCode.NOT_IN_PACKAGE: "记录里的附件“{name}”不在包里：{path}",
    FindingCode.NEWER_FORMAT: "这个包由较新的版本写出，请升级程序后再核对",
    FindingCode.BAD_RECORD: "数据文件读不出来或不属于这份申报：{path}",
    FindingCode.AUDIT_BROKEN: "审核记录第 {seq} 条对不上，可能被改动过",
    FindingCode.AUDIT_FOREIGN: "审核记录第 {seq} 条与本机的记录不同",
    FindingCode.NOT_AS_MADE: "和本机导出时记下的校验值不同：文件被改动过，或不是那一份",
}


def describe_finding(finding: Finding) -> str:
    """One line of a check; paths as they stand below ``data/``."""
    params = {name: text.removeprefix("data/") for name, text in finding.params.items()}
    return fill(translate("packages", _SENTENCES[finding.code]), params)


def word_of_kept_stage(facts: PackageFacts) -> str:
    """The stage that stands in a package: a later version may have others."""
    return word(Stage(facts.stage)) if facts.stage in set(Stage) else facts.stage


def index_words(record: DossierRecord) -> dict[str, str]:
    """What ``Documents.archive_index`` asks for."""
    words = document_words()
    words[f"stage:{record.declaration.stage}"] = word(record.declaration.stage)
    words.update({f"act:{line.act}": word_of_act(line.act) for line in record.log})
    return words
