"""Set up, run and check ReviewDesk. Needs only Python 3.11-3.13; keeps everything in .venv (or $REVIEWDESK_VENV).

python dev.py run [--out DIR]     the window with sample dossiers; without a screen (or with --out): the tour
python dev.py test [ARGUMENTS]    the tests; arguments go on to pytest
python dev.py check               format, lint, types, then all tests
python dev.py build               dist/ReviewDesk by PyInstaller, then its self-check
python dev.py bench [NAME]        benchmarks, as ratios
python dev.py campaign NAME       long trials (kill, ...)
python dev.py holidays            write resources/holidays from the published calendar
python dev.py lock                resolve requirements/*.in again (needs uv)
"""

import contextlib
import ctypes
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("REVIEWDESK_VENV") or ROOT / ".venv").absolute()
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
UNFINISHED = VENV / "installing"
PLATFORM = "windows" if WINDOWS else "linux"
UV_PLATFORMS = {"linux": "x86_64-manylinux_2_34", "windows": "x86_64-pc-windows-msvc"}
MINORS = (11, 12, 13)
MODULES = {"bench": "bench", "campaign": "bench.campaign", "holidays": "app.services.holiday_source"}
SMOKE_SECONDS = 180
SMOKE_PROCESSES = 900  # counts every thread of the user; far below what a program that spawns itself reaches

# Shared library that Qt loads = the Debian/Ubuntu package that brings it. The window on X11 needs the second list too.
QT_LIBRARIES = """
libEGL.so.1=libegl1 libGL.so.1=libgl1 libglib-2.0.so.0=libglib2.0-0 libdbus-1.so.3=libdbus-1-3
libfontconfig.so.1=libfontconfig1 libxkbcommon.so.0=libxkbcommon0
"""
X11_LIBRARIES = """
libX11-xcb.so.1=libx11-xcb1 libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4
libxcb-image.so.0=libxcb-image0 libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-randr.so.0=libxcb-randr0
libxcb-render-util.so.0=libxcb-render-util0 libxcb-shape.so.0=libxcb-shape0 libxcb-xkb.so.1=libxcb-xkb1
libxkbcommon-x11.so.0=libxkbcommon-x11-0
"""


def main(arguments: Sequence[str]) -> int:
    command, *rest = arguments or ["help"]
    commands = {
        "run": run_app,
        "test": run_tests,
        "check": check_everything,
        "build": build_program,
        "lock": resolve_locks,
    }
    if command in MODULES:
        need_test_tools()
        return call(PYTHON, "-m", MODULES[command], *rest)
    if command in commands:
        return commands[command](rest)
    print(__doc__)
    return 0 if command in ("help", "--help", "-h") else 2


def run_app(arguments: list[str]) -> int:
    tour = not has_display() or any(a == "--out" or a.startswith("--out=") for a in arguments)
    x11 = not tour and not os.environ.get("WAYLAND_DISPLAY")
    need_system_packages(missing_libraries(QT_LIBRARIES + X11_LIBRARIES if x11 else QT_LIBRARIES))
    set_up("run")
    return call(PYTHON, "-m", "app", *(["tour"] if tour else ["run", "--sample"]), *arguments)


def run_tests(arguments: list[str]) -> int:
    need_test_tools()
    return call(PYTHON, "-m", "pytest", *pytest_arguments(arguments))


def check_everything(arguments: list[str]) -> int:
    need_test_tools()
    steps = {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "types": ["mypy"],
        "tests": ["pytest", *pytest_arguments(arguments)],
    }
    failed = []
    for name, step in steps.items():
        print(f"== {name}", flush=True)
        if call(PYTHON, "-m", *step):
            failed.append(name)
    print(f"== check failed: {', '.join(failed)}" if failed else "== check passed")
    return 1 if failed else 0


def build_program(arguments: list[str]) -> int:
    packages = missing_libraries(QT_LIBRARIES + X11_LIBRARIES)  # the build carries them
    if sys.platform == "linux" and not shutil.which("objdump"):
        packages.append("binutils")
    need_system_packages(packages)
    set_up("dev")
    spec = "build_installer.spec"  # PyInstaller writes build/ and dist/ in the project's folder
    return call(PYTHON, "-m", "PyInstaller", "--noconfirm", *arguments, spec) or self_check_build()


def resolve_locks(arguments: list[str]) -> int:
    """Write the four locks anew; ``--upgrade`` takes newer versions, without it the present ones are kept."""
    uv = shutil.which("uv") or stop("Install uv first: pip install uv")
    options = shlex.split(
        "pip compile -q --generate-hashes --no-header --no-emit-index-url --only-binary :all:"
    )
    for platform, target in UV_PLATFORMS.items():
        goal = ["--python-version", "3.11", "--python-platform", target, *arguments, "requirements/run.in"]
        run_lock, dev_lock = f"requirements/{platform}-run.txt", f"requirements/{platform}-dev.txt"
        more = ["requirements/dev.in", "-c", run_lock]
        for lock, inputs in ((run_lock, []), (dev_lock, more)):
            if code := call(uv, *options, *goal, *inputs, "-o", lock):
                return code
    return 0


def has_display(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> bool:
    return platform in ("win32", "darwin") or any(environment.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """The person's arguments, and two processes unless they say how many (a debugger needs none)."""
    one_process = ("--pdb", "--trace", "no:xdist")
    chosen = any(a in one_process or a.startswith(("-n", "--numprocesses")) for a in arguments)
    return [*arguments] if chosen else ["-n", "2", *arguments]


def self_check_build() -> int:
    """Start the frozen program's self-check; a program that spawns itself without end is stopped as a whole."""
    program = ROOT / "dist" / "ReviewDesk" / ("reviewdesk-cli.exe" if WINDOWS else "reviewdesk-cli")
    command = [str(program), "--self-check"]
    if prlimit := shutil.which("prlimit"):
        command = [prlimit, f"--nproc={SMOKE_PROCESSES}", *command]
    with tempfile.TemporaryDirectory(prefix="reviewdesk-build-") as home:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "REVIEWDESK_HOME": home}
        process = subprocess.Popen(command, env=environment, cwd=home, start_new_session=True)
        try:
            code = process.wait(SMOKE_SECONDS)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            end_tree(process)
            print(f"self-check did not end within {SMOKE_SECONDS} s")
            code = 1
    print(f"self-check of {program.relative_to(ROOT)}: {'passed' if code == 0 else f'failed ({code})'}")
    return code


def end_tree(process: "subprocess.Popen[bytes]") -> None:
    if WINDOWS:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # type: ignore[attr-defined,unused-ignore]
    process.wait()


def need_test_tools() -> None:
    packages = missing_libraries(QT_LIBRARIES)
    if sys.platform == "linux" and not has_postgresql():
        packages.append("postgresql")
    need_system_packages(packages)
    set_up("dev")


def set_up(kind: str) -> None:
    """Bring VENV to requirements/<platform>-<kind>.txt; at once when it is there. ``kind``: "run" or "dev".

    A stamp is written last; a set-up that was interrupted begins anew at the next call (from pip's cache).
    """
    stamps = {name: VENV / f"installed-{name}" for name in ("run", "dev")}
    hashes = {name: hashlib.sha256(lock_file(name).read_bytes()).hexdigest() for name in stamps}
    # The dev lock holds the run lock whole.
    if PYTHON.exists() and any(
        stamps[name].is_file() and stamps[name].read_text() == hashes[name] for name in {kind, "dev"}
    ):
        return
    make_venv()
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    UNFINISHED.touch()
    print(f"Installing {lock_file(kind).relative_to(ROOT)} into {VENV} (about a minute) ...", flush=True)
    options = ["--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check", "-qq"]
    if code := call(PYTHON, "-I", "-m", "pip", "install", *options, "-r", str(lock_file(kind))):
        stop("The libraries could not be installed; the same command tries again.", code)
    UNFINISHED.unlink()
    stamps[kind].write_text(hashes[kind])


def lock_file(kind: str) -> Path:
    return ROOT / "requirements" / f"{PLATFORM}-{kind}.txt"


def make_venv() -> None:
    """Leave a VENV whose pip works. Clears what is there only when it is a venv (or empty)."""
    if PYTHON.exists() and not UNFINISHED.exists() and answer_of(PYTHON, "-I", "-m", "pip", "--version"):
        return
    if VENV.exists() and any(VENV.iterdir()) and not (VENV / "pyvenv.cfg").exists():
        stop(f"{VENV} is not a virtual environment; name another folder in REVIEWDESK_VENV.")
    base = find_interpreter()
    if not answer_of(base, "-c", "import ensurepip, venv; print(1)"):
        need_system_packages([venv_package(base)])
    print(f"Making {VENV} with {base} ...", flush=True)
    if code := call(base, "-m", "venv", "--clear", VENV):
        stop(f"{VENV} could not be made.", code)


def find_interpreter() -> str:
    """A Python that the locks were resolved for: this one, else one that is installed beside it."""
    if sys.version_info[:2] in [(3, minor) for minor in MINORS]:
        return getattr(
            sys, "_base_executable", sys.executable
        )  # not the very venv that is about to be cleared
    ask = ["-c", "import sys; print(sys.executable)"]
    for minor in reversed(MINORS):
        launcher = ["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"]
        if shutil.which(launcher[0]) and (found := answer_of(*launcher, *ask)):
            return found
    stop(f"Python 3.{MINORS[0]} to 3.{MINORS[-1]} is needed; this is {sys.version.split()[0]}.")


def venv_package(base: str) -> str:
    """Debian's package with ensurepip for that interpreter; python3-venv for the system's own."""
    system = os.path.realpath(base) == os.path.realpath("/usr/bin/python3")
    return "python3-venv" if system else f"{Path(base).name}-venv"


def missing_libraries(wanted: str) -> list[str]:
    """The packages of those libraries that this Linux cannot load; nothing elsewhere."""
    pairs = [pair.split("=") for pair in wanted.split()] if sys.platform == "linux" else []
    return [package for library, package in pairs if not loads(library)]


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_postgresql() -> bool:
    return bool(shutil.which("pg_ctl")) or any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


def need_system_packages(names: Sequence[str]) -> None:
    """Install Debian packages where we may; otherwise say the line to type and stop."""
    if not names:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if not shutil.which("apt-get"):
        stop("Missing on this system (by Debian's names): " + " ".join(names))
    if os.geteuid() != 0:  # type: ignore[attr-defined,unused-ignore]
        stop(f"System packages are missing. Type this, then try again:\n  sudo {shlex.join(install)}")
    print(f"Installing system packages: {' '.join(names)} ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # A new machine has no package lists, an old one stale ones; where they cannot be renewed the old ones may do.
    for step in (["apt-get", "update"], install):
        silent = subprocess.DEVNULL
        ended = subprocess.run(step, check=False, env=environment, stdin=silent, stdout=silent)
    if ended.returncode:
        stop(f"This failed; please look at it, then try again:\n  {shlex.join(install)}", ended.returncode)


def answer_of(*command: "str | Path") -> str:
    """What a short command prints; empty when it fails or cannot be started."""
    try:
        return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def call(*command: "str | Path") -> int:
    """Run in the project's folder and return the exit code; 130 after Ctrl+C."""
    process = subprocess.Popen([*map(str, command)], cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"})
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue  # the child got it too and ends by itself
        return 128 - code if code < 0 else code


def stop(message: str, code: int = 1) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
