"""A graph on Apache Spark; imported only where Spark is asked for."""
