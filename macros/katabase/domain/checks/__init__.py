"""Checks: generators of problems, on one practice, its texts, and the whole library."""
