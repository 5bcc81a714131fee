"""How large a card's PDF may be follows from the letters on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from katabase.domain import layers, loading
from katabase.products.cards.settings import Settings
from katabase.products.cards.typeset.check import LARGEST_CARD, check_cards, largest_card
from katabase.products.cards.typeset.fonts import font_set
from tests.support import cases

SENTENCES = (
    "朝礼では昨日の結果と今日の予測を並べて読み、差が出た理由を一つだけ選んで話し合う。",
    "班長は現場へ足を運び、図面や報告書ではなく自分の目で流れを確かめてから質問する。",
    "障害が見つかったら駐車場と呼ぶ一覧へ移し、今取り組むものを学習者自身が決める。",
    "実験の前に期待する値を書き残し、終わったあと実際の値と比べて何を学んだか説明する。",
    "設備の停止時間、品質不良、安全の三項目を週ごとに折れ線で示し、傾向を皆で読む。",
    "監督者は沈黙を恐れず、答えを急がせないで相手が考える余裕を与えるよう努めたい。",
    "教育担当者は毎回の観察を手帳へ記録し、褒めるべき点と直す点を具体的に伝える。",
    "管理職も同じ型を練習し、部下の前で失敗を認める姿勢が組織の文化を築いていく。",
)


def test_a_card_in_japanese_is_no_problem(tmp_path: Path) -> None:
    kata = cases.copy_library(tmp_path)
    path = kata / "starter-kata/starting-on-time.yml"
    lines = "".join(f'      - "{sentence}"\n' for sentence in SENTENCES[:4])
    back = "".join(f'      - "{sentence}"\n' for sentence in SENTENCES[4:])
    card = f"language: ja\ncard:\n  front:\n    lines:\n{lines}  back:\n    lines:\n{back}"
    path.write_text(path.read_text(encoding="utf-8") + card, encoding="utf-8")
    entry = loading.load([layers.Layer(kata, "kata")]).entries["starter-kata/starting-on-time"]
    settings = Settings(fonts=font_set(("noto_cjk_sans_jp_regular",), Path()))
    assert list(check_cards([entry], settings, sizes=["a6"])) == []


def test_a_limit_for_latin_would_have_refused_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("katabase.products.cards.typeset.check.LARGEST_LETTER", 0)
    with pytest.raises(AssertionError, match="card-too-large"):
        test_a_card_in_japanese_is_no_problem(tmp_path)


def test_ascii_letters_add_nothing(tmp_path: Path) -> None:
    kata = cases.copy_library(tmp_path)
    entry = loading.load([layers.Layer(kata, "kata")]).entries["questions/three-questions"]
    assert largest_card(entry) == LARGEST_CARD
