"""Two states of a library -> typed changes by key, and what may not become of an address."""
