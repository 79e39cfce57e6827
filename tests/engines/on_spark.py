"""A graph on Spark for tests: two executor processes on this machine."""

from __future__ import annotations

from actorgraph.engines.local import LocalEngine
from actorgraph.loading import read_dataset

MASTER = "local-cluster[2,1,1024]"


def on_spark(folder):
    """The engine on tables written from the files of a folder; a session is there already."""
    from pyspark.sql import SparkSession

    from actorgraph.engines.spark.engine import SparkEngine
    from actorgraph.engines.spark.writing import write

    path = folder / "graph.spark"
    write(path, LocalEngine(read_dataset(folder)))
    return SparkEngine(SparkSession.active(), str(path))


def on_spark_converted_there(folder):
    """The same on tables that Spark wrote."""
    from pyspark.sql import SparkSession

    from actorgraph.engines.spark.convert import convert
    from actorgraph.engines.spark.engine import SparkEngine

    path = f"{folder}/there.spark"
    convert(SparkSession.active(), str(folder), path)
    return SparkEngine(SparkSession.active(), path)


def on_spark_as_it_lies(folder):
    """The same on the files themselves."""
    from pyspark.sql import SparkSession

    from actorgraph.engines.spark.engine import SparkEngine

    return SparkEngine(SparkSession.active(), str(folder))


def executors(session):
    """From the id of each executor to how many tasks it has run; the driver is none."""
    listed = session._jsparkSession.sparkContext().statusStore().executorList(False)
    found = [listed.apply(number) for number in range(listed.size())]
    return {one.id(): one.totalTasks() for one in found if one.id() != "driver"}
