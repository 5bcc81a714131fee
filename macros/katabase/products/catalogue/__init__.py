"""The catalogue: facets, long lists in pages, and what the browser reads to filter them.

A page of the site never grows with the library: a list of more than ``lists.PAGE``
practices goes on over pages of its own, which hold the whole list for readers without
JavaScript, and ``data`` writes it once more in pieces that scripts load when they are
asked to.
"""
