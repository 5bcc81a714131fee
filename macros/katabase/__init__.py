"""Katabase: practice definitions in YAML become a site and printable cards."""

__version__ = "0.1.0"
