"""The table of documents that Library and Screen share: filter, facets, counts, rows, preview and record."""
