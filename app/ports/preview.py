"""What the screen may ask about a piece of evidence: what is it, and how does page N look.

Callers: ui (evidence pane, photo steps) and app/main.py, which wires the adapter of app/services/preview.
The adapter does the work in separate processes; nothing here touches a file or a library.

Every error is a `PreviewError` with a code and parameters; the words belong to ui/texts.py. Suggested sentences
(`{name}` is the file's name, sizes come as whole MB):

E-301 MISSING          这个附件在本机找不到了。请从备份恢复，或请申报人重新上传。（E-301）
E-302 DAMAGED          这个附件在本机已损坏。请从备份恢复，或请申报人重新上传。（E-302）
E-401 UNSUPPORTED      这个文件不是 PDF 或图片，不能预览。请换成 PDF、JPG 或 PNG 后重新上传。（E-401）
E-402 BROKEN           文件已损坏，打不开。请退回并请申报人重新上传。（E-402）
E-403 ENCRYPTED        PDF 加了打开密码，看不到内容。请退回并请申报人去掉密码后重新上传。（E-403）
E-404 EMPTY            文件是空的（0 字节）。请退回并请申报人重新上传。（E-404）
E-405 NO_PAGES         PDF 里一页也没有。请退回并请申报人重新上传。（E-405）
E-406 TOO_LARGE        文件有 {size_mb} MB，超过预览上限 {limit_mb} MB。请申报人压缩后重新上传。（E-406）
E-407 TOO_MANY_PIXELS  图片有 {megapixels} 百万像素，超过上限 {limit}。请申报人缩小后重新上传。（E-407）
E-408 OUT_OF_MEMORY    打开这个文件需要的内存太多，已停止。请申报人简化或压缩后重新上传。（E-408）
E-409 CRASHED          文件内容异常，预览已停止。请点“重试”；再不行，请退回并请申报人重新上传。（E-409）
E-410 TIMED_OUT        {seconds} 秒内没能显示，已停止。请点“重试”；再不行，请申报人简化后重新上传。（E-410）
E-411 UNREADABLE       文件没能从本机档案中读出。请点“重试”；再不行，请在“帮助”里检查工作副本。（E-411）
E-412 PAGE_BROKEN      第 {page} 页已损坏，显示不了。请看其他页，或退回并请申报人重新上传。（E-412）
E-413 NOT_AVAILABLE    预览程序没能启动。请关闭本程序后重新打开；再不行，请重新安装。（E-413）
E-414 TOO_PLAIN        照片几乎只有一种颜色，压到最好也不足 30K。请换一张清晰的证件照。（E-414）

In a copy with a server a file may still have to come (db.sync.remote_store). FETCHING is no answer: the question stays asked.
F-202 ALTERED          F-203 WITHDRAWN          F-208 FETCHING (done, total: bytes; total 0 = not known yet)          F-209 OFFLINE
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Literal, Protocol

from app.domain.errors import KnownError
from app.domain.photo_fix import CornerSample, PhotoFix
from app.domain.photo_rules import PhotoFacts


class PreviewCode(StrEnum):
    """The number a person can read out to whoever helps them."""

    MISSING = "E-301"
    DAMAGED = "E-302"
    UNSUPPORTED = "E-401"
    BROKEN = "E-402"
    ENCRYPTED = "E-403"
    EMPTY = "E-404"
    NO_PAGES = "E-405"
    TOO_LARGE = "E-406"
    TOO_MANY_PIXELS = "E-407"
    OUT_OF_MEMORY = "E-408"
    CRASHED = "E-409"
    TIMED_OUT = "E-410"
    UNREADABLE = "E-411"
    PAGE_BROKEN = "E-412"
    NOT_AVAILABLE = "E-413"
    TOO_PLAIN = "E-414"
    ALTERED = "F-202"
    WITHDRAWN = "F-203"
    FETCHING = "F-208"
    OFFLINE = "F-209"


TRANSIENT_CODES = frozenset(
    {PreviewCode.MISSING, PreviewCode.DAMAGED, PreviewCode.CRASHED, PreviewCode.TIMED_OUT}
    | {PreviewCode.UNREADABLE, PreviewCode.NOT_AVAILABLE}
    | {PreviewCode.ALTERED, PreviewCode.OFFLINE}
)
"""Codes after which asking again can help (a backup was restored, the load is gone): the screen offers 重试 for these."""


class PreviewError(KnownError):
    """Why a file or a page cannot be shown; `code` is a PreviewCode. `params` never hold content."""

    @property
    def is_transient(self) -> bool:
        """True when asking once more can help."""
        return self.code in TRANSIENT_CODES


@dataclass(frozen=True, slots=True)
class PreviewSource:
    """One file to look at. `key` is its SHA-256 (or any name unique to these bytes); `load`, where given,
    replaces the attachment store, for bytes that are not stored yet. Loaders run on a preview thread, one at a
    time, and may raise any KnownError or OSError.
    """

    key: str
    name: str
    size_bytes: int
    load: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PageSize:
    """Upright size of a page: points for a PDF, pixels for an image."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a file turned out to be. `format` is what the bytes are (pdf, jpeg, png, gif, bmp, tiff), whatever the
    name says. The first answer comes as fast as the first page can be shown: `pages` holds every page, but beyond
    `sizes_known` they repeat the first, and the facts from `dpi` on are unknown. The second one `is_complete`.
    `damaged`: it opens, but was cut off or had to be rebuilt for the view, so something may be missing.
    """

    kind: Literal["pdf", "image"]
    format: str
    pages: tuple[PageSize, ...]
    sizes_known: int
    size_bytes: int
    damaged: bool = False
    is_complete: bool = False
    dpi: int | None = None
    scanned: bool = False
    restricted: bool = False  # owner password: opens, but is locked against change
    has_signature: bool = False  # a signature is present; nobody verified it

    @property
    def page_count(self) -> int:
        """Number of pages, at least 1."""
        return len(self.pages)


@dataclass(frozen=True, slots=True)
class RenderTarget:
    """How large a page shall become, in device pixels, after rotation.

    width and height: the page fits into that box. One of them 0: the other alone counts. Both 0: `scale` counts
    (device pixels per point, or per image pixel).
    """

    width: int = 0
    height: int = 0
    scale: float = 0.0


@dataclass(frozen=True, slots=True)
class Clip:
    """A part of the scaled page, in device pixels from its upper left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One picture of one page (from 0). `rotation` is clockwise: 0, 90, 180 or 270, on top of the page's own."""

    source: PreviewSource
    page: int
    target: RenderTarget
    rotation: int = 0
    clip: Clip | None = None


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """Pixels as 0xffRRGGBB in native order (Qt's Format_RGB32), `stride` bytes per row.

    `full_width` and `full_height` are the size of the whole scaled page; they differ from width and height for a
    clip, and from the target where the page would have been larger than the pixel limit. `incomplete`: something
    on the page is broken or too large and was left out.
    """

    request: PageRequest
    width: int
    height: int
    stride: int
    full_width: int
    full_height: int
    pixels: bytes = field(repr=False)
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class PhotoInspection:
    """`facts` is what the photo rule judges (seed B 二(一)). `exif_orientation` 1–8 is already applied in them.
    `mode`: gray, rgb or cmyk. `damaged`: the file is cut off.
    """

    facts: PhotoFacts
    exif_orientation: int
    mode: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class FixedPhoto:
    """A new JPEG without the old one's metadata. Its facts satisfy ``check_photo``; nothing was enlarged for it."""

    content: bytes = field(repr=False)
    facts: PhotoFacts
    corners: CornerSample


class Priority(IntEnum):
    """Smaller is sooner. One worker is kept free for VISIBLE."""

    VISIBLE = 0
    NEAR = 1  # next page of the same file
    THUMBNAIL = 2
    NEXT_FILE = 3
    NEXT_DOSSIER = 4


DocumentAnswer = DocumentInfo | PreviewError
PageAnswer = RenderedPage | PreviewError
PhotoAnswer = PhotoInspection | PreviewError
PhotoFixAnswer = FixedPhoto | PreviewError


class PreviewSession(Protocol):
    """The questions of one screen part. All methods may be called from any thread and return at once.

    `done` is called on a preview thread, never on the caller's; it must be quick and must not touch widgets.
    It is not called any more after `cancel` or `close` returned it to nobody.
    """

    def known_document(self, source: PreviewSource) -> DocumentAnswer | None:
        """What is already known about the file, without work."""
        ...

    def cached_page(self, request: PageRequest) -> RenderedPage | None:
        """The picture, when it is already there."""
        ...

    def request_document(
        self,
        source: PreviewSource,
        done: Callable[[DocumentAnswer], None],
        priority: Priority = Priority.VISIBLE,
    ) -> None:
        """Ask what the file is. Answered once when everything is known already or there is an error; else twice. While the
        file is still coming from the server, a PreviewError FETCHING tells now and then how far it is."""
        ...

    def request_page(
        self,
        request: PageRequest,
        done: Callable[[PageAnswer], None] | None,
        priority: Priority = Priority.VISIBLE,
    ) -> None:
        """Ask for a picture; `done=None` only warms the cache. A second request for the same picture joins it."""
        ...

    def request_photo(self, source: PreviewSource, done: Callable[[PhotoAnswer], None]) -> None:
        """Ask for the facts that the photo rule judges."""
        ...

    def request_photo_fix(
        self, source: PreviewSource, fix: PhotoFix, done: Callable[[PhotoFixAnswer], None]
    ) -> None:
        """Ask for the photo made fit (``app.domain.photo_fix.make_fix``); nothing is stored. ValueError for a fix that
        would enlarge."""
        ...

    def cancel(self, keep: Collection[PageRequest] = ()) -> None:
        """Drop every request of this session that has not been answered, except those in `keep`."""
        ...

    def forget(self, source: PreviewSource) -> None:
        """Forget a remembered error, so that 重试 really asks again."""
        ...

    def close(self) -> None:
        """Cancel everything; the session answers nothing any more."""
        ...


class PreviewService(Protocol):
    """The door to the worker processes. `start` before the first request, `stop` at the end of the program."""

    def start(self) -> None:
        """Start the workers in the background; returns at once."""
        ...

    def open_session(self) -> PreviewSession:
        """A session for one screen part."""
        ...

    def stop(self) -> None:
        """End the workers and threads; unanswered requests stay unanswered."""
        ...


def find_claimed_format(name: str) -> str | None:
    """The format that a file name claims ("png" for 照片.PNG), None for other endings."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _FORMAT_OF_ENDING.get(ending)


def has_wrong_extension(name: str, real_format: str) -> bool:
    """True when the name claims another format than the bytes have, or none that can be previewed."""
    return find_claimed_format(name) != real_format


_FORMAT_OF_ENDING = {
    "pdf": "pdf",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "png": "png",
    "gif": "gif",
    "bmp": "bmp",
    "tif": "tiff",
    "tiff": "tiff",
}
