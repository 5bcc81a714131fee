"""Side-by-side measurements. Never part of the tests: they print ratios of one run."""
