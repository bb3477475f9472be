"""The pieces of the Read workspace: what it shows as plain data, its docks, its header, its bars."""
