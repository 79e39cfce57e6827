"""Where graphs are stored; each module implements the protocol of actorgraph.engine."""
