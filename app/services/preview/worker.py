"""The preview worker: a process of its own that turns hostile bytes into sizes and pixels. Started by process.py.

`python -m app.services.preview.worker BLOCK SIZE LIMIT` from source, `<frozen exe> preview-worker …` else.
It imports PyMuPDF and the standard library only (Pillow when the first photo is to be made fit), opens no file, and
ends when its stdin ends.

Failure: a bad file is answered with its code. Anything unforeseen ends the process with a traceback on stderr;
the client then replaces it, so one file can never take the program or another file's view down. On Linux the
address space is limited here; on Windows the client puts the process into a job object (job_object.py).
"""

import importlib
import os
import sys
from typing import IO

from app.ports.preview import PreviewCode, PreviewError
from app.services.preview.limits import MAX_FILE_BYTES
from app.services.preview.open_documents import OpenDocuments
from app.services.preview.photo_inspection import inspect_photo
from app.services.preview.protocol import Header, read_frame, write_frame
from app.services.preview.rendering import PageRenderer
from app.services.preview.shared_block import open_block

if sys.platform == "win32":
    import msvcrt
else:
    import resource


class Worker:
    """Answers one request after the other."""

    def __init__(self, block_handle: str, block_size: int) -> None:
        self._handle = block_handle
        self._block = open_block(block_handle, block_size)
        self._documents = OpenDocuments()
        self._renderer = PageRenderer()

    def answer(self, request: Header, payload: bytes) -> Header:
        """One request of the protocol; unknown documents are answered so that the client sends them again."""
        operation = request["op"]
        if operation == "open":
            return self._documents.open(request["doc"], payload)
        if operation == "photo":
            return inspect_photo(payload)
        if operation == "photo_fix":
            return self._fix_photo(request, payload)
        document = self._documents.find(request["doc"])
        if document is None:
            return {"unknown_document": True}
        if operation == "facts":
            return document.read_facts()
        if operation == "sizes":
            return document.read_sizes(request["first"], request["count"])
        if operation == "render":
            self._map_block(request["block"])
            return self._renderer.render(document, request, self._block)
        raise ValueError(f"unknown operation {operation!r}")

    def _fix_photo(self, request: Header, payload: bytes) -> Header:
        # Late: Pillow would cost every start half as much again, and most sessions make no photo fit.
        fixing = importlib.import_module("app.services.preview.photo_fixing")
        answer, content = fixing.fix_photo(payload, request)
        self._map_block(request["block"])
        self._block[: len(content)] = content
        return {**answer, "length": len(content)}

    def _map_block(self, size: int) -> None:
        """The client may have grown it."""
        if size != len(self._block):
            self._block = open_block(self._handle, size)


def serve(requests: IO[bytes], answers: IO[bytes], worker: Worker) -> None:
    """Answer until the client closes the pipe."""
    write_frame(answers, {"ready": True})
    while (frame := read_frame(requests, MAX_FILE_BYTES)) is not None:
        try:
            answer = worker.answer(*frame)
        except PreviewError as error:
            answer = {"error": str(error.code), "params": dict(error.params)}
        except MemoryError:
            answer = {"error": PreviewCode.OUT_OF_MEMORY, "params": {}}
        write_frame(answers, answer)


def limit_memory(address_space: int) -> None:
    """Cap the address space, so that a bomb fails in malloc instead of taking the machine's memory."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not leave a dossier in a core file


def take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The protocol's own ends; descriptor 1 becomes stderr, so that a stray print cannot break a frame."""
    if sys.platform == "win32":
        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return os.fdopen(os.dup(0), "rb"), answers


def main(arguments: list[str] | None = None) -> int:
    """Run until the client goes away. `arguments`: block handle, block size, address space in bytes."""
    handle, size, address_space = sys.argv[-3:] if arguments is None else arguments
    limit_memory(int(address_space))
    requests, answers = take_pipes()
    serve(requests, answers, Worker(handle, int(size)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
