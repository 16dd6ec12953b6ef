"""What the line below the page says about a file: kind, resolution, size, signature, and what a clerk should know.

Words only; footer.py paints them. A remark is a fact to look at (LOOK "Words": 需留意, never 错误).
"""

from PySide6.QtCore import QCoreApplication

from app.ports.preview import (
    DocumentAnswer,
    DocumentInfo,
    PreviewError,
    find_claimed_format,
    has_wrong_extension,
)

_KB, _MB = 1024, 1024 * 1024
_FORMATS = {"pdf": "PDF", "jpeg": "JPG", "png": "PNG", "gif": "GIF", "bmp": "BMP", "tiff": "TIFF"}


def say_facts(state: DocumentAnswer | None) -> list[str]:
    """PDF 扫描件, 300 dpi, 1.2 MB, 无数字签名; nothing while the facts are unknown."""
    if not isinstance(state, DocumentInfo) or not state.is_complete:
        return []
    size = say_size(state.size_bytes)
    if state.kind == "image":
        page = state.pages[0]
        return [f"{_FORMATS[state.format]} {_tr('图片')}", f"{page.width:.0f}×{page.height:.0f}", size]
    kind = f"PDF {_tr('扫描件')}" if state.scanned else "PDF"
    resolution = [f"{state.dpi} dpi"] if state.dpi else []
    signature = _tr("有数字签名（未验证）") if state.has_signature else _tr("无数字签名")
    return [kind, *resolution, size, signature]


def say_remark(name: str, state: DocumentAnswer | None, incomplete: bool) -> str:
    """The one thing to know first: damage, a part left out, a name that lies, a lock. Empty when all is well."""
    if not isinstance(state, DocumentInfo):
        return ""
    if state.damaged:
        return _tr("文件有损坏，可能不完整")
    if incomplete:
        return _tr("本页有内容没能显示")
    if has_wrong_extension(name, state.format):
        claimed = find_claimed_format(name)
        real = _FORMATS[state.format]
        if claimed is None:
            return _tr("文件名没有写明是 {0}").replace("{0}", real)
        return _tr("名为 {0}，实为 {1}").replace("{0}", _FORMATS[claimed]).replace("{1}", real)
    return ""


def say_fetch(fetch: PreviewError) -> str:
    """正在下载 3.2 / 12.0 MB; `fetch` is a FETCHING."""
    done, total = fetch.params.get("done", 0), fetch.params.get("total", 0)
    assert isinstance(done, int) and isinstance(total, int)
    if not total:
        return _tr("正在下载…")
    words = _tr("正在下载 {0} / {1} MB")
    return words.replace("{0}", f"{done / _MB:.1f}").replace("{1}", f"{max(total / _MB, 0.1):.1f}")


def say_size(size_bytes: int) -> str:
    """1.2 MB, 186 KB."""
    if size_bytes >= _MB:
        return f"{size_bytes / _MB:.1f} MB"
    return f"{max(round(size_bytes / _KB), 1)} KB"


def _tr(source: str) -> str:
    return QCoreApplication.translate("evidence", source)
