"""Which tiles 缺件矩阵 has: the first four steps, then the materials of the plans that are shown. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.declaring import Step
from app.domain.next_acts import MATRIX_STEPS, CellState
from app.domain.plan import PlanKit
from ui.tabs.entry.progress.lines import Line
from ui.texts.next_acts import shorten_material
from ui.texts.translate import translate

_STEP_HEADS: Mapping[Step, str] = {
    Step.PHOTO: "证件照",
    Step.COMMITMENT: "承诺",
    Step.INFORMATION: "申报信息",
    Step.ACHIEVEMENTS: "业绩",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A column of tiles. ``key``: a Step or a material's key; ``head``: short; ``title``: as the plan words it."""

    key: str
    head: str
    title: str
    is_step: bool = False


def make_step_tiles() -> list[Tile]:
    heads = [(step, translate("entry", _STEP_HEADS[step])) for step in MATRIX_STEPS]
    return [Tile(step.value, head, head, is_step=True) for step, head in heads]


def make_material_tiles(lines: Sequence[Line], plan_id: str = "") -> list[Tile]:
    """All materials of one plan; without a plan those of all plans shown that somebody needs or has, joined by key.

    A number stands in the head only where all plans agree on it.
    """
    if plan_id:
        kit = next((line.kit for line in lines if line.kit.id == plan_id), None)
        return [] if kit is None else [_tile(kit, m.key, m.no) for m in kit.materials]
    needed = {c.key for line in lines for c in line.progress.cells if c.state is not CellState.NOT_APPLICABLE}
    tiles: dict[str, Tile] = {}
    kits = _kits_by_use(lines)
    for kit in kits:
        for material in kit.materials:
            if material.key in needed and material.key not in tiles:
                numbers = {m.no for k in kits for m in k.materials if m.key == material.key}
                tiles[material.key] = _tile(kit, material.key, material.no if len(numbers) == 1 else 0)
    return list(tiles.values())


def _kits_by_use(lines: Sequence[Line]) -> list[PlanKit]:
    """The plan of most people first: its order of materials leads."""
    kits = {(line.kit.id, line.kit.version): line.kit for line in lines}
    uses = Counter((line.kit.id, line.kit.version) for line in lines)
    return [kits[key] for key, _ in uses.most_common()]


def _tile(kit: PlanKit, key: str, number: int) -> Tile:
    title = kit.material(key).title
    head = shorten_material(key, title)
    return Tile(key, f"{number} {head}", f"{number} {title}") if number else Tile(key, head, title)
