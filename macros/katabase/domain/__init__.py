"""What a practice is, how it is read, and what is wrong with it. Knows no MkDocs."""
