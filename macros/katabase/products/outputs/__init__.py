"""The one way in which Katabase changes what lies on disk: beside, then in one step.

Every output (a site, a version, a bundle, a PDF, a picture, a cached card) is made in a
``workspace`` beside its place, belongs there to one run alone, and takes its place by one
exchange of ``places``. ``ours`` says what may be replaced: nothing that holds sources,
and nothing that we did not write. ``locks`` tell the living runs from the dead, whose
leftovers the next run sweeps.
"""
