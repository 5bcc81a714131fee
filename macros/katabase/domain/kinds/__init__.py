"""The kinds of practices, one room a kind.

``kind`` says what a kind must bring, ``practice`` what all kinds share, ``registry`` knows
the kinds that there are: those in this folder, and those that installed packages bring.
"""
