"""A small sound knowledge base to break in one place, and the real one, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bouwstenen.knowledge import KnowledgeBase, Problem
from bouwstenen.knowledge.check import check_folder

#: The smallest text of each file that has no mistake.
SOUND = {
    "building_blocks.yml": """\
- id: bereiken
  building_blocks: [bereiken]
  number: 2
  title: Bereiken
  text: Je komt in contact met mensen.
  advice: Ga naar {groep} toe.
  parts: [sleutelpersonen, plekken]
  question: Waar komen zij nu al?
  synonyms: [bereiken]
  sources: [pharos-site]
  origin: pharos
""",
    "checklist.yml": """\
- id: check-plekken
  building_blocks: [bereiken]
  text: Weet je waar je doelgroep komt?
  why: Daar is al vertrouwen.
  sources: [pharos-site]
  origin: afgeleid
""",
    "examples.yml": """\
- id: koffie-in-zeist
  building_blocks: [bereiken]
  target_groups: [ouderen]
  title: Koffie in Zeist
  place: Zeist
  municipalities: [Zeist]
  audience: ouderen in Zeist
  text: Vrijwilligers schonken elke week koffie.
  worked: De plek was vertrouwd.
  sources: [andere-site]
  origin: bron
  date: 2019
""",
    "tips.yml": """\
- id: ga-langs
  building_blocks: [bereiken]
  text: Ga langs bij de buurtkamer.
  sources: [andere-site]
  origin: bron
""",
    "facts.yml": """\
- id: vier-namen
  text: Er zijn vier bouwstenen.
  sources: [pharos-site]
  origin: pharos
""",
    "terms.yml": """\
- id: term-drempel
  title: Drempel
  text: Iets waardoor mensen niet komen.
  sources: [andere-site]
  origin: bron
""",
    "target_groups.yml": """\
- id: ouderen
  name: ouderen
  text: Ouderen zijn mensen van 65 jaar en ouder.
  synonyms: [oudere, senior, bejaarde]
  notes:
    - text: Niet iedere oudere is eenzaam.
      sources: [andere-site]
  sources: [andere-site]
  origin: bron
- id: oudere-migranten
  name: oudere migranten
  text: Oudere migranten kwamen uit een ander land.
  synonyms: [gastarbeider, migrantenouderen, oudere migrant]
  broader: [ouderen]
  sources: [andere-site]
  origin: bron
""",
    "data_sources.yml": """\
- id: data-cijfers
  title: Cijfersite
  text: Cijfers over je wijk.
  sources: [andere-site]
  origin: bron
""",
    "publications.yml": """\
- id: pub-blad
  title: Blad
  form: artikel
  text: Een artikel over bereiken.
  sources: [andere-site]
  origin: bron
""",
    "contacts.yml": """\
- id: contact-bureau
  title: Bureau
  text: Mail het bureau.
  sources: [andere-site]
  origin: bron
""",
    "referrals.yml": """\
- id: alarm
  title: Alarm
  kinds: [emergency_fire]
  text: Bel 112.
  sources: [andere-site]
  origin: bron
""",
    "roles.yml": """\
- id: zorg
  name: zorg
  professions: [huisarts]
  organisations: [huisartsenpraktijk]
""",
    "themes.yml": """\
- id: roken
  name: roken
  synonyms: [tabak]
""",
    "places.yml": """\
as_of: "2024-01-01"
sources: [andere-site]
places:
  - name: Zeist
    code: GM0355
    province: Utrecht
    region: GGD regio Utrecht
""",
    "sources.yml": """\
- id: pharos-site
  title: Over de bouwstenen
  publisher: Pharos
  date_text: geen datum
- id: andere-site
  title: Over de wijk
  publisher: Een ander
  year: 2020
  date_text: mei 2020
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a small knowledge base without mistakes."""
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def real() -> tuple[KnowledgeBase, list[Problem]]:
    """Return the project's own knowledge base with its problems, language included."""
    from bouwstenen.language.pipeline import split_sentences

    return check_folder(split_sentences=split_sentences)


@pytest.fixture(scope="session")
def base(real: tuple[KnowledgeBase, list[Problem]]) -> KnowledgeBase:
    """Return the project's own knowledge base."""
    return real[0]
