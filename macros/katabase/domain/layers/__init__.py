"""Layers: whose words a library is made of, the later ones over the earlier ones.

``folders`` finds them, ``adapting`` lays a file that says only what differs over the practice
below it (``verbs``: in lists, ``weaving``: what came of it so far), ``layered`` keeps where each
value stands, ``outdated`` says what has changed below, ``hidden`` what a layer hides,
``origin`` what a practice comes from, ``over`` who wins where two layers claim one id.
"""

from katabase.domain.layers.folders import (
    Layer,
    LayerError,
    in_language,
    is_file,
    is_folder,
    languages_of,
    package_folder,
    package_library,
    resolve,
)

__all__ = [
    "Layer",
    "LayerError",
    "in_language",
    "is_file",
    "is_folder",
    "languages_of",
    "package_folder",
    "package_library",
    "resolve",
]
