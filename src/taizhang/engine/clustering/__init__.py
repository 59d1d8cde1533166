"""How messages about one event are found: what they say, how near two are, which belong together.

`wording` takes the set phrases off and the names out, `grams` counts what is left, `nearness`
compares the pairs worth comparing, `joining` puts pairs together, `reasons` says why.
"""
