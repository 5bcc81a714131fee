"""What is made from a library: pages, search documents, feeds, cards. Knows no MkDocs."""
