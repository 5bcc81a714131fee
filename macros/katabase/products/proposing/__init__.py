"""What the form of a site knows, with which anybody proposes a practice without git.

It follows from the model: the schema of a kind is the form (``form``), the sentences are those
of the check (``facts``), and what a page and a card say in which order is asked of the kind
itself, with marks in the place of texts (``shown``). A practice that can be improved comes as
its file, with the places of all values in it: who changes a value changes its line and no other
(``files``). ``repository`` says where the files of a site are kept.
"""
