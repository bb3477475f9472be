"""Appraisal: forms as data, the rules that count them, certainty, its wording, exact intervals, flags.

Pure throughout. Import the module you mean: `instruments`, `offer`, `score`, `grade`, `wording`, `counts`,
`designs`, `flags`.
"""
