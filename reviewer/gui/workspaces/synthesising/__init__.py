"""The pieces of the Synthesis workspace."""
