"""The numbers that keep hostile files harmless. Read by the client and by the worker; nobody else."""

MAX_FILE_BYTES = 200 * 1024 * 1024
"""The same limit as at the attachment store's door: a larger file is refused before its bytes are read."""

MAX_IMAGE_PIXELS = 120_000_000
"""Phones make 108 million; a decoded picture of this size still fits into the worker's memory."""

MAX_RENDER_PIXELS = 24_000_000
"""Of one picture sent to the screen (96 MB). A larger page is answered smaller; details come by clips."""

MAX_PAGES = 20_000

WORKER_ADDRESS_SPACE = 1 << 30

ANSWER_SECONDS = 20.0
START_SECONDS = 30.0

FIRST_SIZES = 2
"""Page sizes sent with the first answer; reading one costs 70 µs, and the first page must not wait for 500."""

SIZES_PER_CALL = 500

OPEN_DOCUMENTS = 6
OPEN_DOCUMENT_BYTES = 256 * 1024 * 1024
"""Both per worker; a document beyond them is closed and opened again when it is asked for."""
