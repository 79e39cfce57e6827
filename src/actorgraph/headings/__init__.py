"""What the heads of columns mean: by their words, by their cells, by likeness."""
