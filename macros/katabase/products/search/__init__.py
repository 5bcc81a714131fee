"""Search: documents made for searching, and the index of them that a browser reads.

``index`` makes the documents, ``postings`` weighs their words, ``pieces`` and ``whole`` write
the index of a library of any size and of a small one, ``writing`` puts it into a site.
``phrases`` and ``folding`` compare words as ``assets/search/`` does.
"""
