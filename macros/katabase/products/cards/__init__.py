"""Practice cards, in two stages: type is set, then cards are placed on paper.

``typeset`` makes of a practice the PDF and the pictures of its card, in every size.
``paper`` places ready-made cards on sheets, and sets what only exists on paper. Beside
them stand what both need (``formats``, ``settings``), which practices have a card
(``ready_decks``, ``changed``), and what a site shows of them (``files``, ``on_pages``).
"""
