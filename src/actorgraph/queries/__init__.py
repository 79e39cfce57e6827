"""One module per question: it takes an engine and returns a frozen dataclass; it prints nothing."""
