"""Draws a page straight into the shared block, in the byte order Qt paints. Worker side only."""

from mmap import mmap

from pymupdf import mupdf

from app.ports.preview import PreviewCode
from app.services.preview.limits import MAX_RENDER_PIXELS
from app.services.preview.mupdf_errors import LIBRARY_ERRORS, translate_error
from app.services.preview.open_documents import OpenDocument
from app.services.preview.protocol import Header

_MAX_SIDE = 60_000


class PageRenderer:
    """Renders one page or a part of it. Parts of the same page share its display list."""

    def __init__(self) -> None:
        self._list_of: tuple[str, int] | None = None
        self._list: mupdf.FzDisplayList | None = None

    def render(self, document: OpenDocument, request: Header, block: mmap) -> Header:
        """Size and place of the picture, or {"need": bytes} when the block is too small for it.

        Raises PreviewError: PAGE_BROKEN, OUT_OF_MEMORY.
        """
        number = request["page"]
        page = document.load_page(number)
        try:
            return self._draw(document, number, page, request, block)
        except LIBRARY_ERRORS as error:
            self._list_of = self._list = None
            raise translate_error(error, PreviewCode.PAGE_BROKEN, page=number + 1) from error

    def _draw(
        self, document: OpenDocument, number: int, page: mupdf.FzPage, request: Header, block: mmap
    ) -> Header:
        rotation = request["rotation"] % 360
        page_width, page_height = document.measure(number)
        turned = rotation in (90, 270)
        full_width, full_height = fit_page(
            page_height if turned else page_width,
            page_width if turned else page_height,
            request["target"],
            limited=request["clip"] is None,
        )
        left, top, width, height = clip_to_page(request["clip"], full_width, full_height)
        stride = width * 4
        if stride * height > len(block):
            return {"need": stride * height}

        box = mupdf.fz_bound_page(page)
        across, down = (full_height, full_width) if turned else (full_width, full_height)
        scale_x = across / max(box.x1 - box.x0, 1e-6)
        scale_y = down / max(box.y1 - box.y0, 1e-6)
        a, b, c, d, e, f = _turn(rotation, across, down)
        matrix = mupdf.FzMatrix(
            scale_x * a,
            scale_x * b,
            scale_y * c,
            scale_y * d,
            e - box.x0 * scale_x * a - box.y0 * scale_y * c - left,
            f - box.x0 * scale_x * b - box.y0 * scale_y * d - top,
        )
        # An opaque alpha byte makes the fourth byte of Format_RGB32; BGR is its order on little-endian machines.
        with memoryview(block) as view:
            pixmap = mupdf.fz_new_pixmap_with_data(
                mupdf.fz_device_bgr(),
                width,
                height,
                mupdf.FzSeparations(),
                1,
                stride,
                mupdf.python_mutable_buffer_data(view),
            )
            mupdf.fz_clear_pixmap_with_value(pixmap, 255)
            device = mupdf.fz_new_draw_device(matrix, pixmap)
            cookie = mupdf.FzCookie()
            if request["clip"] is None:
                mupdf.fz_run_page(page, device, mupdf.FzMatrix(), cookie)
            else:
                whole = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
                display_list = self._find_list(document.name, number, page)
                mupdf.fz_run_display_list(display_list, device, mupdf.FzMatrix(), whole, cookie)
            mupdf.fz_close_device(device)
        return {
            "width": width,
            "height": height,
            "stride": stride,
            "full_width": full_width,
            "full_height": full_height,
            # MuPDF leaves out what it cannot draw (a broken or too large image) and counts.
            "incomplete": bool(cookie.m_internal.errors),
        }

    def _find_list(self, name: str, number: int, page: mupdf.FzPage) -> mupdf.FzDisplayList:
        if self._list is None or self._list_of != (name, number):
            self._list_of = self._list = None
            self._list = mupdf.fz_new_display_list_from_page(page)
            self._list_of = (name, number)
        return self._list


def fit_page(width: float, height: float, target: Header, limited: bool) -> tuple[int, int]:
    """Device pixels of the whole page, at least 1×1; `limited` keeps it below MAX_RENDER_PIXELS."""
    if target["width"] or target["height"]:
        scales = [
            target[side] / length for side, length in (("width", width), ("height", height)) if target[side]
        ]
        scale = min(scales)
    else:
        scale = target["scale"]
    scale = min(max(scale, 1e-6), _MAX_SIDE / width, _MAX_SIDE / height)
    if limited:
        scale = min(scale, (MAX_RENDER_PIXELS / (width * height)) ** 0.5)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def clip_to_page(clip: list[int] | None, width: int, height: int) -> tuple[int, int, int, int]:
    """The wanted part (x, y, width, height) inside the page; the whole page without a clip."""
    if clip is None:
        return 0, 0, width, height
    left = min(max(clip[0], 0), width - 1)
    top = min(max(clip[1], 0), height - 1)
    return left, top, max(min(clip[2], width - left), 1), max(min(clip[3], height - top), 1)


def _turn(rotation: int, width: int, height: int) -> tuple[int, int, int, int, int, int]:
    """Matrix of a clockwise turn (y points down) that keeps a width×height picture in the positive quadrant."""
    if rotation == 90:
        return 0, 1, -1, 0, height, 0
    if rotation == 180:
        return -1, 0, 0, -1, width, height
    if rotation == 270:
        return 0, -1, 1, 0, 0, width
    return 1, 0, 0, 1, 0, 0
