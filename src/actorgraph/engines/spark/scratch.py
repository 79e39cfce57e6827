"""A folder for what is set down on the way, as Parquet, where all executors reach it.

Never `localCheckpoint`: a table that only an executor held is lost with it, and the answer too.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from actorgraph.engines.spark.faults import said_plainly
from actorgraph.engines.spark.places import LOCAL
from actorgraph.engines.spark.session import end_jobs
from actorgraph.engines.spark.waiting import waited
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import DataFrame, SparkSession

    Keep = Callable[[DataFrame], DataFrame]


class Scratch:
    """A folder of its own under a base; what is kept there is gone when it is closed.

    Args:
        base: a folder that all executors reach; None means this machine's own for temporary files.

    Raises:
        UsageError: if executors may be elsewhere and no base is named.
    """

    def __init__(self, session: SparkSession, base: str | None) -> None:
        master = session.conf.get("spark.master", "") or ""
        if base is None and not master.startswith(LOCAL):
            raise UsageError(
                "Tables are set down on the way to this answer, where all executors reach them.",
                hint="Name such a folder: ACTORGRAPH_WORK=s3a://bucket/work, or a shared one.",
            )
        base = f"file://{tempfile.gettempdir()}" if base is None else base.rstrip("/")
        self._session = session
        self._place = f"{base}/actorgraph-{uuid4().hex}"
        self._numbers = count()

    def keep(self, table: DataFrame) -> DataFrame:
        """Set a table down and give it back."""
        place = f"{self._place}/{next(self._numbers)}"
        with waited(self._session):
            table.write.parquet(place)
        return self._session.read.schema(table.schema).parquet(place)

    def close(self) -> None:
        """Remove what was set down."""
        remove(self._session, self._place)


@contextmanager
def scratch(session: SparkSession, base: str | None) -> Iterator[Keep]:
    """What sets a table down and gives it back, for as long as a measure takes.

    Raises:
        UsageError: if executors may be elsewhere and no base is named, or with Spark's reason if
            it cannot answer.
    """
    made = Scratch(session, base)
    try:
        with said_plainly("Spark could not answer"):
            yield made.keep
    except BaseException:
        with suppress(Exception):  # Spark may have ended
            end_jobs(session)
        raise
    finally:
        made.close()


def remove(session: SparkSession, place: str) -> None:
    """Remove a folder, on any file system that this session can be asked to remove it from.

    Spark Connect has no way to remove files: there only folders of this machine go.
    """
    with suppress(Exception):
        context: Any = session.sparkContext
        path = context._jvm.org.apache.hadoop.fs.Path(place)  # noqa: SLF001
        path.getFileSystem(context._jsc.hadoopConfiguration()).delete(path, True)  # noqa: SLF001
    here = Path(place.removeprefix("file://"))
    if "://" not in str(here):
        shutil.rmtree(here, ignore_errors=True)
