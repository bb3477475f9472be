"""Claims against sources: the matrix, its gaps, the evidence map, why sources may differ, what claims lose.

Plain data in, plain data out. Nothing here counts what the wall keeps out: a claim has a certainty in a
population only if a study says so, and populations are never pooled.
"""
