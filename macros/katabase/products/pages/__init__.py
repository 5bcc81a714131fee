"""Library to pages: one a practice, one a kind, one a role, the catalogue, the glossary.

A page is Markdown: headings as Markdown, everything else as blocks of HTML, so that
any Markdown site generator can take it. Links are relative, so that a page works at
any place; that needs addresses of the form ``/folder/id/``. ``maker`` makes the pages,
``listings`` the pieces of them that hand-written pages ask for.
"""
