"""What is found while files are found and read: places, bytes, YAML."""

from __future__ import annotations

from katabase.domain.checks.rule import Example, NameExample, Rule, Scope

UNREAD = "the practice could not be read and would be missing"
GUESSED = "what the file says would have to be guessed"

WRONG_PLACE = Rule(
    id="wrong-place",
    scope=Scope.FILE,
    wrong="A file is not at its kind's folder, its id and `.yml`.",
    mend="The folder says what a practice is, the file's name is its address for ever: "
    "`kata/checklists/desk-walk.yml`. Folders within the folder of a kind, and other endings, are "
    "not read. The glossary is `kata/glossary.yml`.",
    firm=UNREAD,
    examples=(NameExample("questions", "questions/morning.yaml", "questions/morning.yml"),),
)
UNKNOWN_KIND = Rule(
    id="unknown-kind",
    scope=Scope.FILE,
    wrong="A folder of the library is none of the kinds.",
    mend="Rename the folder to that of a kind, or move it out of the library. A kind that a "
    "package brings is known where that is installed. Hidden folders, whose names begin with a "
    "dot, are passed over.",
    firm=UNREAD,
    examples=(NameExample("questions", "question/morning.yml", "questions/morning.yml"),),
)
BAD_ID = Rule(
    id="bad-id",
    scope=Scope.FILE,
    wrong="An id has other characters than small letters, digits and single hyphens.",
    mend="The id is the name of the file and part of the page's address. Choose a noun that people "
    "use, in at most 60 characters, with a hyphen for each space. `index` is taken: that is the "
    "page of the kind.",
    firm="the page would have no address that can be typed",
    examples=(
        NameExample("questions", "questions/In the Morning.yml", "questions/in-the-morning.yml"),
    ),
)
UNREADABLE = Rule(
    id="unreadable",
    scope=Scope.FILE,
    wrong="It is no ordinary file, or it may not be read.",
    mend="Look whether the file exists, whether it is a folder or a link that leads nowhere, and "
    "whether you may read it.",
    firm=UNREAD,
)
TOO_LARGE = Rule(
    id="too-large",
    scope=Scope.FILE,
    wrong="A file has more than 1,000,000 bytes.",
    mend="The longest practice has about 20,000. Split it into several practices.",
    firm=UNREAD,
)
NOT_UTF_8 = Rule(
    id="not-utf-8",
    scope=Scope.FILE,
    wrong="A file is saved in another encoding than UTF-8, or has a name in another one.",
    mend='Save it again and choose "UTF-8" in your editor: "Save as", then "Encoding". A name in '
    "another encoding comes out of an old archive, for example: rename the file.",
    firm=UNREAD,
)
NUL_BYTE = Rule(
    id="nul-byte",
    scope=Scope.FILE,
    wrong="A file holds a NUL byte, which no text has.",
    mend="Often it is saved as UTF-16, or was damaged on its way. Save it again as UTF-8.",
    firm=UNREAD,
)
TAB = Rule(
    id="tab",
    scope=Scope.FILE,
    wrong="A line is indented with a tab.",
    mend="YAML counts spaces. Indent with two, and tell your editor to insert spaces for a tab.",
    firm=UNREAD,
    examples=(
        Example(
            "questions",
            "sources:\n\t- author: Ward 7\n\t  year: 2026\n\t  title: Our daily round",
            "sources:\n  - author: Ward 7\n    year: 2026\n    title: Our daily round",
        ),
    ),
)
YAML_SYNTAX = Rule(
    id="yaml-syntax",
    scope=Scope.FILE,
    wrong="The file is no YAML.",
    mend="Nearly always a text with a colon and a space stands without quotation marks, or a line "
    "is not indented like those above it. Look at the line that the message names and at the one "
    "before. A long text stands below `>-`, where no sign has a meaning.",
    firm=UNREAD,
    examples=(
        Example(
            "questions",
            "when: At the board: every morning.",
            'when: "At the board: every morning."',
        ),
    ),
)
NO_MAPPING = Rule(
    id="no-mapping",
    scope=Scope.FILE,
    wrong="The file holds something else than keys with values.",
    mend="It begins with `title:`. Copy a practice of the same kind and change its words.",
    firm=UNREAD,
)
DUPLICATE_KEY = Rule(
    id="duplicate-key",
    scope=Scope.FILE,
    wrong="A key stands twice in one place.",
    mend="YAML would keep the last one in silence. Keep one of them.",
    firm=GUESSED,
    examples=(Example("questions", "minutes: 5\nminutes: 10", "minutes: 5"),),
)
SEVERAL_DOCUMENTS = Rule(
    id="several-documents",
    scope=Scope.FILE,
    wrong="A file holds a second practice behind a line `---`.",
    mend="One file holds one practice. Move the second one to a file of its own.",
    firm=GUESSED,
)
TOO_DEEP = Rule(
    id="too-deep",
    scope=Scope.FILE,
    wrong="Lists and keys stand within each other more than 12 levels deep.",
    mend="No practice needs more than five. A text that begins with `[` or `{` stands in double "
    "quotes.",
    firm=UNREAD,
)
ALIAS = Rule(
    id="alias",
    scope=Scope.FILE,
    wrong="A text begins with `*` or `&`, which is an alias or an anchor in YAML.",
    mend="Put the text in double quotes. If you meant an alias, write the text out: a file says "
    "everything itself.",
    firm=GUESSED,
    examples=(Example("questions", "when: &now every morning.", 'when: "Now: every morning."'),),
)
TAG = Rule(
    id="tag",
    scope=Scope.FILE,
    wrong="A text begins with `!`, which is a tag in YAML.",
    mend="Put the text in double quotes.",
    firm=GUESSED,
    examples=(Example("questions", "when: !Now or never", 'when: "Now, every morning."'),),
)
COMPLEX_KEY = Rule(
    id="complex-key",
    scope=Scope.FILE,
    wrong="A list or keys stand where a key was expected.",
    mend="A text that begins with `{` or `[` stands in double quotes.",
    firm=GUESSED,
)
LOST_TEXT = Rule(
    id="lost-text",
    scope=Scope.FILE,
    wrong="Words stand behind a space and `#`: to YAML they are a comment, and it drops them.",
    mend="Put the whole text in double quotes. If it is a comment, it stands on its own line.",
    examples=(Example("questions", "when: In hall #3.", 'when: "In hall #3."'),),
)
MORE = Rule(
    id="more",
    scope=Scope.FILE,
    wrong="A file has more than 100 problems of one sort; the rest is not listed.",
    mend="Mend the first ones and check again.",
    firm="the rest would be unknown",
)
