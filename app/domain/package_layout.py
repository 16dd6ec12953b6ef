"""Where each attachment lies in an archive package: by section and item, under the name the person gave (DOMAIN facts §9).

What an earlier submission had and a later one no longer has is kept beside it; the same file under the same name in the
same place stands there once.
"""

from collections.abc import Iterable, Sequence

from app.domain.archive_package import FileKind, PackagedFile, find_files
from app.domain.attachment import FileRef
from app.domain.decision import Decision
from app.domain.declaration import Declaration
from app.domain.package_names import FreePaths, safe_name
from app.domain.plan import PlanKit, SectionKind
from app.domain.publicity import Publicity

ROOT = "data/附件"
_MOST_TITLE = 24


def lay_out(
    kit: PlanKit,
    declarations: Sequence[Declaration],
    publicities: Sequence[Publicity],
    decisions: Sequence[Decision],
) -> tuple[PackagedFile, ...]:
    """``declarations``: as it stands, then as handed in each time."""
    return _Layout(kit).place_all(declarations, publicities, decisions)


class _Layout:
    def __init__(self, kit: PlanKit) -> None:
        self._kit = kit
        self._paths = FreePaths()
        self._files: dict[tuple[str, str, str], PackagedFile] = {}
        self._places: dict[str, dict[str, int]] = {}

    def place_all(
        self,
        declarations: Sequence[Declaration],
        publicities: Sequence[Publicity],
        decisions: Sequence[Decision],
    ) -> tuple[PackagedFile, ...]:
        for section in sorted(self._kit.sections, key=lambda s: s.preview_no):
            if section.kind is SectionKind.MATERIALS:
                self._place_materials(declarations, f"{section.preview_no:02} {section.title}")
            else:
                self._place_items(declarations, section.key, f"{section.preview_no:02} {section.title}")
        known = {section.key for section in self._kit.sections}
        for key in dict.fromkeys(i.section for d in declarations for i in d.items if i.section not in known):
            self._place_items(declarations, key, key)
        for one in declarations:
            self._take("证件照", "photo", FileKind.PHOTO, [f for f in (one.photo, one.photo_original) if f])
            self._take(
                "真实性保证书", "commitment", FileKind.COMMITMENT, [one.commitment] if one.commitment else []
            )
        for number, publicity in enumerate(publicities, 1):
            files = find_files(publicity)
            self._take(f"公示/第{number}次", f"publicity:{publicity.id}", FileKind.PUBLICITY, files)
        for number, decision in enumerate(decisions, 1):
            files = find_files(decision)
            self._take(f"结论/{number:02}", f"decision:{decision.id}", FileKind.DECISION, files)
        return tuple(self._files.values())

    def _place_items(self, declarations: Sequence[Declaration], key: str, title: str) -> None:
        for declaration in declarations:
            for item in declaration.items_of(key):
                number = self._number(key, item.item_id)
                folder = f"{_short(title)}/第{number}条" if key != "basic" else _short(title)
                self._take(folder, f"item:{item.item_id}", FileKind.EVIDENCE, item.evidence)

    def _place_materials(self, declarations: Sequence[Declaration], title: str) -> None:
        specs = {spec.key: f"{spec.no:02} {spec.title}" for spec in self._kit.materials}
        order = [*specs, *(m.material for d in declarations for m in d.materials)]
        for key in dict.fromkeys(order):
            folder = f"{_short(title)}/{_short(specs.get(key, key))}"
            for declaration in declarations:
                files = declaration.files_of(key)
                self._take(folder, f"material:{key}", FileKind.MATERIAL, files)

    def _number(self, section: str, item_id: str) -> int:
        places = self._places.setdefault(section, {})
        return places.setdefault(item_id, len(places) + 1)

    def _take(self, folder: str, owner: str, kind: FileKind, files: Iterable[FileRef]) -> None:
        for ref in files:
            key = (owner, ref.sha256, ref.name)
            if key not in self._files:
                path = self._paths.take(f"{ROOT}/{folder}", ref.name)
                self._files[key] = PackagedFile(
                    path, ref.sha256, ref.size, kind, ref.name, ref.media_type, owner
                )


def _short(title: str) -> str:
    return safe_name(title.replace(".", " "), _MOST_TITLE)
