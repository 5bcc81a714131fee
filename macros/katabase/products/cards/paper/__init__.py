"""Placing on paper: ready-made cards on sheets, decks, worksheets, the calibration sheet.

``imposition`` says where cards stand, as data that the browser places by as well;
``sheets`` puts them there, ``pdf_tags`` carries over what screen readers read, ``deck``
makes one PDF of it. No card is set in type here.
"""
