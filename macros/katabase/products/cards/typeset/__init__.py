"""Setting type: a practice becomes a card, two faces, then a PDF and pictures in a size.

``faces`` says what stands on a card, ``card`` what the card is, ``payload`` what the layout
reads, ``engine`` runs Typst, ``batch`` makes many cards and ``cache`` keeps them, ``check``
says what is too long, too large, or has no glyph. It knows no paper.
"""
