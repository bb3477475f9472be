"""The parts of the Library: rows of the table, facets that narrow it, and the preview."""
