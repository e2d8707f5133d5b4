"""Readability: what the score goes by, and that it needs no network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bouwstenen.knowledge.readability import HARD, LEAST_WORDS, is_hard, score
from bouwstenen.paths import ROOT

EASY = "Ga langs bij de buurtkamer. Daar zijn veel mensen. Vraag wat zij nodig hebben en wie jou kan helpen."
DIFFICULT = (
    "Implementatie van gezondheidsbevorderende interventies veronderstelt interdisciplinaire samenwerkingsverbanden, "
    "beleidsmatige randvoorwaarden en participatiemogelijkheden voor inwonersorganisaties en vrijwilligersorganisaties."
)


def test_short_words_and_sentences_score_higher() -> None:
    assert score(EASY) > 70 > HARD > score(DIFFICULT)


def test_longer_sentences_score_lower() -> None:
    assert score("De man eet brood. De vrouw drinkt thee.") > score("De man eet brood en de vrouw drinkt thee.")


def test_a_text_without_words_has_a_score() -> None:
    assert score("") == 0.0
    assert not is_hard("")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Kijk op waarstaatjegemeente.nl voor meer cijfers.", "Kijk op voor meer cijfers."),
        ("Lees meer op https://www.pharos.nl/infosheets/bereiken-en-betrekken/ van Pharos.", "Lees meer op van Pharos."),
        ("Mail naar i.goorts@pharos.nl met je vraag.", "Mail naar met je vraag."),
        ("In 2023 waren er 540.000 arme mensen hier.", "In 2023 waren er 540000 arme mensen hier."),
    ],
)
def test_addresses_and_dots_in_numbers_do_not_count(text: str, same: str) -> None:
    assert score(text) == score(same)


def test_only_a_text_of_some_length_is_called_hard() -> None:
    words = DIFFICULT.split()
    assert is_hard(" ".join(words[:LEAST_WORDS]))
    assert not is_hard(" ".join(words[: LEAST_WORDS - 1]))
    assert not is_hard(EASY)


def test_nothing_is_downloaded(tmp_path: Path) -> None:
    """Run where no network and no data of nltk is: its downloader must not even be asked."""
    code = (
        "import socket\n"
        "def refuse(*args, **kwargs): raise SystemExit('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "import nltk\n"
        "nltk.download = refuse\n"
        "from bouwstenen.knowledge.readability import score\n"
        f"print(score({EASY!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == score(EASY)
