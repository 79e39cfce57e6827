"""`python -m actorgraph.cli` is the command line."""

from actorgraph.cli import main

main()
