"""Refuse a folder in which a SQLite WAL is not safe: network drives and synced folders (DESIGN §3). Best effort."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from app.domain.errors import EnvironmentFault

if sys.platform == "win32":
    import ctypes

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "davfs", "fuse.davfs2", "fuse.sshfs"}
    | {"fuse.rclone", "fuse.glusterfs", "fuse.gvfsd-fuse", "lustre", "ncpfs"}
)

SYNCED_FOLDER_NAMES = (
    *("onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive", "nextcloud"),
    *("owncloud", "seafile", "syncthing", "baidusyncdisk", "baidunetdisk", "nutstore", "wpsdrive"),
    *(
        "坚果云",
        "百度网盘",
        "百度云同步盘",
        "微云同步",
        "腾讯微云",
        "wps云盘",
        "阿里云盘",
        "天翼云盘",
        "同步盘",
    ),
)
"""A part of the path that begins so, whatever the case: "OneDrive - 某某公司", "Dropbox (Personal)"."""

SYNC_MARKERS = (
    ".dropbox",
    ".nutstore",
    ".stfolder",
    ".seafile-data",
    ".owncloudsync.log",
    ".nextcloudsync.log",
)
"""Files and folders by which a sync client marks its root."""

_DRIVE_REMOTE = 4


def require_local_place(folder: Path) -> None:
    """Raises EnvironmentFault("E-105", place=…) when the folder lies on a network drive or is synced."""
    place = find_unsafe_place(folder.absolute())
    if place:
        raise EnvironmentFault("E-105", path=str(folder), place=place)


def find_unsafe_place(folder: Path) -> str:
    """What makes the folder unsafe, as a word for the sentence; "" when nothing speaks against it."""
    return find_synced_parent(folder) or find_network_file_system(folder)


def find_synced_parent(folder: Path) -> str:
    roots = {
        os.path.normcase(value) for name, value in os.environ.items() if name.lower().startswith("onedrive")
    }
    for parent in (folder, *folder.parents):
        if parent.name.lower().startswith(SYNCED_FOLDER_NAMES) or os.path.normcase(parent) in roots:
            return parent.name
        if any((parent / marker).exists() for marker in SYNC_MARKERS):
            return parent.name
    return ""


def find_mounted_type(folder: Path, mounts: Iterable[str]) -> str:
    """The file system type of the longest mount point above the folder; lines as in /proc/mounts."""
    best, kind = "", ""
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        if (folder == Path(point) or Path(point) in folder.parents) and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind


if sys.platform == "win32":

    def find_network_file_system(folder: Path) -> str:
        drive = folder.drive
        if drive.startswith("\\\\"):
            return drive
        remote = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
        return drive if remote else ""

else:

    def find_network_file_system(folder: Path) -> str:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        kind = find_mounted_type(folder, mounts)
        return kind if kind in NETWORK_FILE_SYSTEMS else ""
