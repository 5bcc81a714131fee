"""What a site says in its mkdocs.yml, and what lies in its own folders."""
