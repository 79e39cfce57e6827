"""What lies where Spark is to read or listen, told before it is started, which takes seconds.

Folders of this machine, and masters that are named by a host and a port. Needs no pyspark.
"""

from __future__ import annotations

import json
import re
import socket
from os import SEEK_END
from pathlib import Path
from typing import Any

from actorgraph.errors import UsageError

ABOUT = "about.json"
"""What a folder of tables says of them."""
VERSION = 7
"""Of the tables; another one has to be written anew."""
CONNECT = "sc://"
STANDALONE = "spark://"
LOCAL = ("local", "local[", "local-cluster[")
_MASTER = re.compile(
    r"local(\[(\*|\d+)(, ?\d+)?\])?|local-cluster\[\d+, ?\d+, ?\d+\]|yarn|k8s://\S+"
    r"|spark://[^\s,/]+(,[^\s,/]+)*|sc://\S+"
)
_PORTS = {CONNECT: 15002, STANDALONE: 7077}
_FILES = (".csv", ".gz", ".parquet")
"""Of folders that Spark takes for one file."""
_PATIENCE = 5
"""Seconds for a host to answer; a server of today does within one."""
_CONVERT = "actorgraph --engine spark convert DATA FOLDER.spark"
WRITE = f"Write the tables anew: {_CONVERT}"
CORRECT_NAME = f"Correct its name. Tables for Spark are written by: {_CONVERT}"
BRING_BACK = f"Bring it back from a copy, or write the tables anew: {_CONVERT}"
_KEYS = {"tables", "parts", "placed", "files", "problems", "merged", "apart"}
"""What about.json says in every version that this one reads."""
_MAGIC = b"PAR1"
"""What every Parquet file begins and ends with."""


def is_tables(path: str | Path) -> bool:
    """Whether a folder on this machine holds tables for Spark, and no data of ours."""
    folder = Path(path)
    return (folder / ABOUT).exists() and not any(folder.glob("relations*"))


def check_place(path: str) -> None:
    """Check that a place on this machine has something to ask.

    Raises:
        UsageError: if nothing is there, the tables are unfinished, or another version wrote them.
    """
    folder = Path(path)
    if "://" in path or any(letter in path for letter in "*?[{"):
        return  # Spark knows
    if not folder.exists():
        raise UsageError(f"There is no {path}.", hint=CORRECT_NAME)
    if (folder / ABOUT).exists():
        about = _about(folder)
        check_version(path, about)
        _check_files(folder, about)
    elif folder.is_dir() and folder.suffix not in _FILES and not any(folder.glob("relations*")):
        if any(folder.glob("tables*")):
            raise UsageError(
                f"{path} is unfinished: `convert` did not come to its end.", hint=WRITE
            )
        raise UsageError(
            f"{path} holds neither tables for Spark nor relations.csv.", hint=CORRECT_NAME
        )


def check_version(path: str, about: dict[str, Any]) -> None:
    """Check that this version can read the tables of a folder.

    Args:
        about: what about.json says; empty if there is none.

    Raises:
        UsageError: if it cannot.
    """
    if not about:
        raise UsageError(f"{path} holds no tables for Spark that can be read.", hint=WRITE)
    if (found := about.get("version")) != VERSION:
        raise UsageError(
            f"{path} was written by another version of actorgraph (tables of version {found}; "
            f"this one reads version {VERSION}).",
            hint=WRITE,
        )
    if not about.keys() >= _KEYS:
        raise UsageError(f"{path}/{ABOUT} is damaged.", hint=BRING_BACK)


def _check_files(folder: Path, about: dict[str, Any]) -> None:
    """Check that every file of the tables is there and has its ends.

    Spark would answer from those that are there, and take an empty one for one without rows.

    Raises:
        UsageError: if one is missing, empty or cut off.
    """
    for table, placed in about["placed"].items():
        for name in placed.values():
            file = folder / about["tables"] / table / name
            if fault := _fault_of(file):
                raise UsageError(f"{file} {fault}.", hint=BRING_BACK)


def _fault_of(file: Path) -> str:
    """Say what shows at once that a file is no whole Parquet file; "" if nothing does."""
    try:
        with file.open("rb") as opened:
            begin = opened.read(len(_MAGIC))
            size = opened.seek(0, SEEK_END)
            opened.seek(max(0, size - len(_MAGIC)))
            is_whole = begin == opened.read() == _MAGIC
    except FileNotFoundError:
        return "is gone"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if not size:
        return "is empty"
    return "" if is_whole else "is damaged or cut off"


def _about(folder: Path) -> dict[str, Any]:
    """What a folder says of its tables: in a file, or in the folder that Spark writes as a file."""
    place = folder / ABOUT
    files = sorted(place.glob("part-*")) if place.is_dir() else [place]
    try:
        about = json.loads("".join(file.read_text(encoding="utf-8") for file in files))
    except (OSError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}


def check_master(master: str) -> None:
    """Check that a master is one, and that something listens where it is said to be.

    Raises:
        UsageError: if not; of a master that names hosts within some seconds.
    """
    if not _MASTER.fullmatch(master):
        raise UsageError(
            f"{master!r} is no master of Spark.",
            hint="Use local[*], spark://HOST:7077, yarn, k8s://..., or sc://HOST:15002 (Connect).",
        )
    for kind, usual in _PORTS.items():
        if master.startswith(kind):
            hosts = master.removeprefix(kind).split("/")[0].split(";")[0].split(",")
            faults = [fault for host in hosts if (fault := _fault(host, usual))]
            if len(faults) == len(hosts):
                raise UsageError(
                    f"Spark at {master} does not answer: {'; '.join(faults)}.",
                    hint="Start it, or correct --master (or SPARK_MASTER).",
                )
            if kind == STANDALONE and any(_is_other(host, usual) for host in hosts):
                raise UsageError(
                    f"What answers at {master} is no master of Spark.",
                    hint="A master listens at 7077 as a rule; at 8080 there is its web page.",
                )


def _fault(host: str, usual: int) -> str:
    """Why nothing answers at HOST:PORT; "" if something does."""
    try:
        socket.create_connection(_address(host, usual), timeout=_PATIENCE).close()
    except (OSError, ValueError, OverflowError) as error:
        return getattr(error, "strerror", None) or str(error) or "it does not answer in time"
    return ""


def _is_other(host: str, usual: int) -> bool:
    """Whether something else than a master listens at HOST:PORT, as a web server.

    Spark itself finds out within a minute or two. A master says nothing to what it does not
    understand, but logs it, so where masters are as a rule nobody is asked.
    """
    try:
        name, port = _address(host, usual)
        if port == usual:
            return False
        with socket.create_connection((name, port), timeout=_PATIENCE) as asked:
            asked.settimeout(1)
            asked.sendall(b"GET / HTTP/1.0\r\n\r\n")
            return bool(asked.recv(1))
    except (OSError, ValueError, OverflowError):
        return False


def _address(host: str, usual: int) -> tuple[str, int]:
    """Return the name and port of HOST or HOST:PORT."""
    name, _, port = host.rpartition(":") if re.search(r":\d+\Z", host) else (host, "", str(usual))
    return name.strip("[]"), int(port)
