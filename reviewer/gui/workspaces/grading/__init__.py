"""The parts of the Grade workspace: claims list, GRADE sheet with its stair, forms, evidence."""
