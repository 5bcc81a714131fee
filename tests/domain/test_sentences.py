"""Where a first sentence ends, in every script."""

from __future__ import annotations

import pytest

from katabase.domain.sentences import first_sentence

TEXTS = {
    "Latin": ("Look first. Then ask.", "Look first."),
    "an abbreviation": ("Ask e.g. a colleague. Then go.", "Ask e.g. a colleague."),
    "Cyrillic, an abbreviation": ("Доска и т.д. стоят. Смотри.", "Доска и т.д. стоят."),
    "German": ("Frage z. B. überall nach. Geh hin.", "Frage z. B. überall nach."),
    "Japanese": ("まず見る。次に聞く。", "まず見る。"),
    "Japanese, quoted": ("「なぜですか。」と聞く。書く。", "「なぜですか。」と聞く。"),
    "Japanese, a quotation alone": ("「いつですか。」書く。", "「いつですか。」"),
    "Chinese": ("先看！再问？最后写。", "先看！"),
    "Hindi": ("पहले देखें। फिर पूछें।", "पहले देखें।"),
    "Arabic": ("ماذا ترى؟ اكتب ذلك.", "ماذا ترى؟"),
    "Urdu": ("پہلے دیکھیں۔ پھر پوچھیں۔", "پہلے دیکھیں۔"),
    "Armenian": ("Նայիր։ Հարցրու։", "Նայիր։"),
    "Greek": ("Κοίτα. Ρώτα.", "Κοίτα."),
    "with marks": ("*Look.* Then ask.", "*Look.*"),
    "one sentence": ("看板の前で話す。", "看板の前で話す。"),
    "no sentence": ("คุยกันหน้ากระดาน", "คุยกันหน้ากระดาน"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "first"), TEXTS.values(), ids=TEXTS)
def test_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
