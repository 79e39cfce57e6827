"""One module per question: an engine in, a frozen dataclass out; no printing, files, or engine."""
