"""Translations: a practice's words in another language, and nothing else of it.

A translation is a file in the folder of a language within a layer, as in
``kata/de/starter-kata/coaching-cycle.yml``. ``words`` says which keys hold words, ``reading``
finds what each word in such a file stands for, ``laying`` lays them over a library, ``standing``
says what is left in the language of the original and what has moved on since.
"""
