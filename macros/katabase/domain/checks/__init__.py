"""Checks: every rule is a value in a module of ``rules``; the registry collects and runs them."""
