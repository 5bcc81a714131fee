"""Pictures that explain practices: a figure of a kind, drawn as SVG in two widths.

``measure`` knows how wide words are, ``canvas`` holds shapes and words and writes them down,
a module a figure says what stands where, and ``drawing`` brings the three together.
"""
