"""The parts of Screen: rows with decisions, what is counted of them, and the panel in which one decides."""
