"""Search: documents made for searching, the keys by which titles are found, a fixed order.

``index`` makes the documents, ``writing`` runs Pagefind beside the build, ``anchors`` names
the places within a page, ``phrases`` makes the keys that ``assets/search/phrases.js`` makes too.
"""
