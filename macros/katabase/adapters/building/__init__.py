"""The site as MkDocs builds it: steps of a build, a served site, an export for other engines."""
