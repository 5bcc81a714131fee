"""Practice cards: a library becomes printable cards, sheets, previews and worksheets.

``faces`` says what stands on a card, ``card`` what the card is, ``engine`` sets it in
type with Typst, ``imposition`` places cards on paper, ``site`` yields the site's files.
"""
