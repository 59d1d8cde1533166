"""How a text gets a class: what is read of it, three judges that vote, and how sure that is.

`reading` makes texts plain and finds known words in them, `judges` learn from examples and vote,
`surety` measures on examples they had not seen how often such a vote is right.
"""
