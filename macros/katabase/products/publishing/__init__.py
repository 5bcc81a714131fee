"""Publishing: versions of a site as folders, put in place in one step; one zip of a site.

``releases`` lays out versions, ``moved`` and ``missing`` lead readers of old and wrong
addresses on.
"""
