"""Thin connections to MkDocs, mkdocs-macros and the command line."""
