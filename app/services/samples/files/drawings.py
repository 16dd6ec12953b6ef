"""A drawing set of 48 sheets, A3 landscape: title blocks by typst, line work as raw PDF operators.

Callers: `makers`. The line work is made once per process: two sets share it and differ in their title blocks, as
two versions of one project do.
"""

import io
import itertools
import math
import random
from functools import lru_cache

import pikepdf

from app.services.samples.files.facts import Facts
from app.services.samples.files.typeset import typeset

SHEETS = 48
_MM = 72 / 25.4
_AREA = (45.0, 45.0, 225.0, 215.0)
_SHEET_KINDS = ("平面布置图", "纵断面图", "配筋图", "节点详图", "管网平面图", "剖面图")
_NOTES = (
    "图中尺寸以毫米计，标高以米计。", "混凝土强度等级 C35，抗渗等级 P8。", "钢筋保护层厚度：迎水面 50，背水面 40。",
    "管道接口采用柔性接口，覆土不小于 0.7 m。", "未尽事宜按国家现行规范执行。", "本图为演示样本，不得用于施工。",
)  # fmt: skip


class _Pen:
    """Collects PDF operators in millimetres from the lower left corner."""

    def __init__(self) -> None:
        self._parts: list[str] = ["q 1 J"]

    def width(self, millimetres: float, grey: float = 0.0) -> None:
        self._parts.append(f"{millimetres * _MM:.2f} w {grey:.2f} G")

    def dash(self, on: float = 0.0, off: float = 0.0) -> None:
        self._parts.append(f"[{on * _MM:.1f} {off * _MM:.1f}] 0 d" if on else "[] 0 d")

    def path(self, points: list[tuple[float, float]], *, close: bool = False) -> None:
        steps = [
            f"{x * _MM:.1f} {y * _MM:.1f} {'l' if index else 'm'}" for index, (x, y) in enumerate(points)
        ]
        self._parts.append(" ".join(steps) + (" s" if close else " S"))

    def circle(self, x: float, y: float, radius: float) -> None:
        self.path(
            [
                (x + radius * math.cos(k * math.pi / 8), y + radius * math.sin(k * math.pi / 8))
                for k in range(16)
            ],
            close=True,
        )

    def stream(self) -> bytes:
        return "\n".join([*self._parts, "Q"]).encode()


def _plan(pen: _Pen, rng: random.Random) -> None:
    """Axes, walls, columns, rooms and dimension chains."""
    left, bottom, width, height = _AREA
    xs = _axes(rng, left, width)
    ys = _axes(rng, bottom, height)
    pen.width(0.13, 0.35)
    pen.dash(4, 1.5)
    for x in xs:
        pen.path([(x, bottom - 12), (x, bottom + height + 12)])
    for y in ys:
        pen.path([(left - 12, y), (left + width + 12, y)])
    pen.dash()
    for x in xs:
        pen.circle(x, bottom - 16, 4)
    for y in ys:
        pen.circle(left - 16, y, 4)
    for x, after in itertools.pairwise(xs):
        for y, above in itertools.pairwise(ys):
            _room(pen, rng, x, y, after, above)
    pen.width(0.18)
    for start, end in itertools.pairwise(xs):
        pen.path([(start, bottom + height + 16), (end, bottom + height + 16)])
        for tick in (start, end):
            pen.path([(tick - 1, bottom + height + 15), (tick + 1, bottom + height + 17)])


def _axes(rng: random.Random, start: float, length: float) -> list[float]:
    parts = [rng.uniform(0.7, 1.3) for _ in range(rng.randint(5, 8))]
    places, position = [start], start
    for part in parts:
        position += part * length / sum(parts)
        places.append(position)
    return places


def _room(pen: _Pen, rng: random.Random, x: float, y: float, right: float, top: float) -> None:
    pen.width(0.5)
    wall = 0.9
    pen.path(
        [(x + wall, y + wall), (right - wall, y + wall), (right - wall, top - wall), (x + wall, top - wall)],
        close=True,
    )
    pen.width(0.7)
    for cx, cy in ((x, y), (right, top)):
        pen.path(
            [(cx - 1.6, cy - 1.6), (cx + 1.6, cy - 1.6), (cx + 1.6, cy + 1.6), (cx - 1.6, cy + 1.6)],
            close=True,
        )
    pen.width(0.13, 0.25)
    choice = rng.random()
    if choice < 0.35:
        step = 2.2
        count = int((right - x) / step)
        for index in range(1, count):
            pen.path([(x + index * step, y + wall), (x + index * step, top - wall)])
    elif choice < 0.6:
        for index in range(1, int((right - x + top - y) / 3.2)):
            reach = index * 3.2
            pen.path(
                [
                    (min(right, x + reach), max(y, y + reach - (right - x))),
                    (max(x, x + reach - (top - y)), min(top, y + reach)),
                ]
            )
    else:
        pen.circle((x + right) / 2, (y + top) / 2, min(right - x, top - y) / 4)
        pen.path([(x + 3, y + 3), (right - 3, top - 3)])


def _profile(pen: _Pen, rng: random.Random) -> None:
    """Ground line, pipe invert, manholes and the data bar of a longitudinal section."""
    left, bottom, width, height = _AREA
    pen.width(0.1, 0.6)
    for row in range(41):
        pen.path([(left, bottom + row * height / 40), (left + width, bottom + row * height / 40)])
    ground = [
        (left + k * width / 60, bottom + height * (0.62 + 0.09 * math.sin(k / 7 + rng.random() * 0.4)))
        for k in range(61)
    ]
    pen.width(0.5)
    pen.path(ground)
    pen.width(0.35)
    pen.path([(left, bottom + height * 0.42), (left + width, bottom + height * 0.3)])
    pen.path([(left, bottom + height * 0.40), (left + width, bottom + height * 0.28)])
    for index in range(0, 61, 6):
        x, y = ground[index]
        pen.width(0.4)
        pen.path(
            [
                (x - 1.4, y),
                (x - 1.4, bottom + height * 0.29),
                (x + 1.4, bottom + height * 0.29),
                (x + 1.4, y),
            ],
            close=True,
        )
        pen.width(0.15)
        pen.path([(x, y), (x, bottom - 20)])
    for row in range(6):
        pen.path([(left, bottom - 20 + row * 4), (left + width, bottom - 20 + row * 4)])


@lru_cache(maxsize=1)
def _line_work() -> tuple[bytes, ...]:
    streams = []
    for sheet in range(SHEETS):
        pen, rng = _Pen(), random.Random(sheet)
        (_profile if sheet % 6 in (1, 5) else _plan)(pen, rng)
        streams.append(pen.stream())
    return tuple(streams)


def make_drawings(rng: random.Random, facts: Facts) -> bytes:
    """Return the set. Facts: unit, project, prefix, designer, checker, approver, date."""
    names = [f"{_SHEET_KINDS[index % 6]}（{index // 6 + 1}）" for index in range(SHEETS)]
    keys = ("unit", "project", "prefix", "designer", "checker", "approver", "date")
    words = {key: facts.get(key) for key in keys}
    blocks = typeset("drawing.typ", {**words, "sheets": names, "notes": list(_NOTES)})
    with pikepdf.open(io.BytesIO(blocks)) as pdf:
        for page, stream in zip(pdf.pages, _line_work(), strict=True):
            page.contents_add(pdf.make_stream(stream), prepend=False)
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True, compress_streams=True)
    return buffer.getvalue()
