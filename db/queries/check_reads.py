"""SqlCheckQueries: app.ports.check_queries on the read connection. Read thread only; imports no ORM."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import BindParameter, bindparam, column, func, or_, select

from app.domain.archive import ArchiveStatus
from app.domain.decision import SubjectKind
from app.domain.declaration import MaterialFiles
from app.domain.organisation import Role
from app.domain.prechecks.notice import Notice
from app.domain.prechecks.repeats import UnitContent
from app.ports.check_queries import ArchiveToCheck, AttachedFiles, DeclarationToCheck
from app.ports.queries import Scope
from db.models.archive import archive_item, archive_revision
from db.models.declarations import declaration, declaration_material
from db.models.people import applicant, organisation
from db.models.records import flag
from db.queries.dossiers import require_item, require_visible
from db.queries.reader import Reader
from db.queries.scopes import visible_declarations
from db.repositories.archive import load_items
from db.repositories.declarations import SELECT_DECLARATIONS, load_declaration, read_declaration
from db.repositories.flags import load_flags, read_flag
from db.repositories.json_forms import read_files
from db.repositories.people import load_applicant, load_organisation
from db.repositories.revisions import unknown

_FLAGS_OF_PERSON = (
    select(flag)
    .join(archive_item, archive_item.c.id == flag.c.subject_id)
    .join(applicant, applicant.c.key == archive_item.c.applicant_key)
    .where(flag.c.subject_kind == SubjectKind.ARCHIVE_ITEM.value, applicant.c.id == bindparam("applicant_id"))
    .order_by(flag.c.subject_id, flag.c.position)
)
_OTHERS = (
    select(archive_item.c.id)
    .select_from(archive_item)
    .join(applicant, applicant.c.key == archive_item.c.applicant_key)
    .join(
        archive_revision,
        (archive_revision.c.item_id == archive_item.c.id)
        & (archive_revision.c.content_rev == archive_item.c.content_rev),
    )
    .where(
        archive_item.c.employer_id == bindparam("unit"),
        archive_item.c.status != ArchiveStatus.DRAFT.value,
        applicant.c.id != bindparam("applicant_id"),
    )
)
_WANTED: BindParameter[str] = bindparam("wanted", expanding=True)
_FILE = func.json_each(archive_revision.c.evidence).table_valued(column("value"), name="attached")
_SHA256 = func.json_extract(_FILE.c.value, "$.sha256")
_FILES_OF_OTHERS = (
    _OTHERS.join(_FILE, _SHA256.in_(_WANTED)).with_only_columns(_SHA256.label("found")).distinct()
)
_DUTY = func.json_extract(archive_revision.c.fields, "$.duty")
_TASK = func.json_extract(archive_revision.c.fields, "$.task")
_WORDS_OF_OTHERS = _OTHERS.with_only_columns(_DUTY.label("duty"), _TASK.label("task")).where(
    or_(_DUTY.in_(_WANTED), _TASK.in_(_WANTED))
)


_KEYS = declaration.c.key.in_(bindparam("keys", expanding=True))
_ATTACHED = (
    SELECT_DECLARATIONS.add_columns(
        applicant.c.name.label("person_name"), organisation.c.name.label("unit_name")
    )
    .join(organisation, organisation.c.id == declaration.c.employer_id)
    .where(_KEYS)
)
_MATERIALS = (
    select(declaration_material)
    .join(declaration, declaration.c.id == declaration_material.c.declaration_id)
    .where(_KEYS)
    .order_by(declaration_material.c.declaration_id, declaration_material.c.position)
)
_FLAGS_OF_DECLARATIONS = (
    select(flag)
    .join(declaration, declaration.c.id == flag.c.subject_id)
    .where(flag.c.subject_kind == SubjectKind.DECLARATION.value, _KEYS)
    .order_by(flag.c.subject_id, flag.c.position)
)


class SqlCheckQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def person_of(self, scope: Scope, item_id: str) -> str:
        with self._reader.snapshot() as connection:
            return require_item(connection, scope, item_id).applicant_id

    def archive(self, scope: Scope, applicant_id: str) -> ArchiveToCheck:
        with self._reader.snapshot() as connection:
            person = load_applicant(connection, applicant_id)
            if scope.role is not Role.EMPLOYER or person.employer_id != scope.organisation_id:
                raise unknown("applicant", applicant_id)
            stored: dict[str, list[Notice]] = defaultdict(list)
            for row in connection.execute(_FLAGS_OF_PERSON, {"applicant_id": applicant_id}):
                stored[row.subject_id].append(read_flag(row))
            items = load_items(connection, applicant_id)
            return ArchiveToCheck(
                applicant=person,
                employer=load_organisation(connection, person.employer_id),
                items=tuple(item for item in items if item.status is not ArchiveStatus.DRAFT),
                stored={item_id: tuple(notices) for item_id, notices in stored.items()},
            )

    def declaration(self, scope: Scope, declaration_id: str) -> DeclarationToCheck:
        with self._reader.snapshot() as connection:
            require_visible(connection, scope, declaration_id)
            found = load_declaration(connection, declaration_id)
            return DeclarationToCheck(
                declaration=found,
                applicant=load_applicant(connection, found.applicant_id),
                employer=load_organisation(connection, found.employer_id),
                stored=tuple(load_flags(connection, SubjectKind.DECLARATION, declaration_id)),
            )

    def attachments(self, scope: Scope, keys: Sequence[int]) -> Sequence[AttachedFiles]:
        if not keys:
            return []
        wanted = {"keys": list(keys)}
        seen = visible_declarations(scope)
        with self._reader.snapshot() as connection:
            materials: dict[str, list[MaterialFiles]] = defaultdict(list)
            for row in connection.execute(_MATERIALS.where(seen), wanted):
                entry = MaterialFiles(row.material, read_files(row.files), tuple(row.papers))
                materials[row.declaration_id].append(entry)
            stored: dict[str, list[Notice]] = defaultdict(list)
            for row in connection.execute(_FLAGS_OF_DECLARATIONS.where(seen), wanted):
                stored[row.subject_id].append(read_flag(row))
            found = {
                row.key: AttachedFiles(
                    read_declaration(row, (), materials[row.id]),
                    row.person_name,
                    row.unit_name,
                    tuple(stored[row.id]),
                )
                for row in connection.execute(_ATTACHED.where(seen), wanted)
            }
        return [found[key] for key in keys if key in found]

    def unit_content(
        self, scope: Scope, applicant_id: str, files: Collection[str], wordings: Collection[str]
    ) -> UnitContent | None:
        if scope.role is not Role.EMPLOYER:
            return None
        whose = {"unit": scope.organisation_id, "applicant_id": applicant_id}
        with self._reader.snapshot() as connection:
            same = connection.scalars(_FILES_OF_OTHERS, {**whose, "wanted": sorted(files)}) if files else ()
            shared = frozenset(same)
            if not wordings:
                return UnitContent(shared)
            rows = connection.execute(_WORDS_OF_OTHERS, {**whose, "wanted": sorted(wordings)})
            found = {words for row in rows for words in (row.duty, row.task) if words in wordings}
            return UnitContent(shared, frozenset(found))
