"""Search: documents made for searching, the keys by which titles are found, a fixed order.

``index`` writes the documents and calls Pagefind, ``anchors`` names the places within a
page, ``keys`` makes the keys that ``assets/search/keys.js`` makes too.
"""
