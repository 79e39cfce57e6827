"""Display answers as text, JSON, rows, pages and widgets; nothing here queries the graph."""
