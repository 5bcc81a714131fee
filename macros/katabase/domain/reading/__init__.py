"""Reading: the bytes of a file become data in which every value knows its line and column.

``places`` finds the files of a layer, ``rawtext`` decodes them, ``syntax`` and ``source``
make data of YAML event by event, ``document`` is the result, ``validation`` holds it
against the model, and ``wording`` says what is wrong with a value.
"""
