"""Takes what acts by itself out of a PDF before a person saves it to disk (DESIGN §3): opening actions, additional
actions, JavaScript, program starts, form submission. Called by whoever exports evidence; any thread.

The stored file is never touched. A PDF without such content comes back byte for byte, so that a signature in it stays
good; taking something out makes every signature void. PyMuPDF's scrub leaves these actions in place (measured).

Codes and their suggested sentences:

D-111  这个 PDF 已损坏，去不掉其中可能自动运行的内容，没有保存。请在预览里查看，或退回重新上传。（D-111）
D-112  这个 PDF 加了打开密码，去不掉其中可能自动运行的内容，没有保存。请退回，请申报人去掉密码后重新上传。（D-112）
"""

import io
from collections.abc import Iterator

import pikepdf

from app.domain.errors import RuleError

_ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/Rendition",
        "/RichMediaExecute",
        "/GoToE",
        "/GoToR",
    }
)


def remove_active_content(pdf: bytes) -> bytes:
    """The PDF without active content. Raises RuleError D-111 (broken), D-112 (needs a password to open)."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            if not _clean_document(document):
                return pdf
            out = io.BytesIO()
            # Objects that nothing names any more are not written.
            document.save(out, deterministic_id=not document.is_encrypted)
            return out.getvalue()
    except pikepdf.PasswordError:
        raise RuleError("D-112") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as fault:
        raise RuleError("D-111") from fault


def _clean_document(document: pikepdf.Pdf) -> int:
    """How many entries were taken out. Every indirect object is visited once, with the direct ones inside it."""
    root = document.Root
    found = _drop(root, "/OpenAction") + _drop(root, "/AA")
    found += _drop(root.get("/Names"), "/JavaScript") + _drop(root.get("/AcroForm"), "/XFA")
    return found + sum(_clean(entry) for entry in document.objects)


def _drop(part: object, key: str) -> int:
    if not isinstance(part, pikepdf.Dictionary) or key not in part:
        return 0
    del part[key]
    return 1


def _clean(container: object) -> int:
    """Clean a container and everything written inside it; what it only refers to is visited on its own."""
    found = 0
    open_containers = [container]
    while open_containers:
        part = open_containers.pop()
        match part:
            case pikepdf.Dictionary() | pikepdf.Stream():
                active = [key for key, value in part.items() if _is_active(value) or _is_trigger(key, value)]
                for key in active:
                    del part[key]
                open_containers += [child for _, child in part.items() if _is_inside(child)]
                found += len(active)
            case pikepdf.Array():
                for place in reversed(range(len(part))):
                    if _is_active(part[place]):
                        del part[place]
                        found += 1
                open_containers += [child for child in _children(part) if _is_inside(child)]
            case _:
                pass
    return found


def _children(array: pikepdf.Array) -> Iterator[pikepdf.Object]:
    return (array[place] for place in range(len(array)))


def _is_inside(child: object) -> bool:
    return isinstance(child, (pikepdf.Dictionary, pikepdf.Array)) and not child.is_indirect


def _is_active(value: object) -> bool:
    """An action that does something; by its /S, which structure elements also have, for kinds of their own."""
    if not isinstance(value, pikepdf.Dictionary):
        return False
    kind, type_name = value.get("/S"), value.get("/Type")
    return isinstance(kind, pikepdf.Name) and str(kind) in _ACTIVE_ACTIONS and str(type_name) != "/StructElem"


def _is_trigger(key: str, value: object) -> bool:
    """Additional actions: a dictionary of actions. The key alone may as well name a font of a page."""
    if key != "/AA" or not isinstance(value, pikepdf.Dictionary):
        return False
    actions = [action for _, action in value.items()]
    return bool(actions) and all(isinstance(a, pikepdf.Dictionary) and "/S" in a for a in actions)
