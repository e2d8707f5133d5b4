"""Pydantic models of everything in ``knowledge/``: one model per YAML file.

The models hold what one item must look like; rules that need the whole knowledge base
(references, duplicates, language level) live in :mod:`bouwstenen.knowledge.check`.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Literal

from pydantic import BaseModel, Extra, Field, validator

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
DATE = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")


class BlockId(str, Enum):
    """The four building blocks of Pharos' method; source: seed-infosheet-4-bouwstenen."""

    VERKENNEN = "verkennen"
    BEREIKEN = "bereiken"
    BETREKKEN = "betrekken"
    AANSLUITEN = "aansluiten"


class RoleId(str, Enum):
    """The roles of the reply contract: who is asking."""

    GEMEENTE = "gemeente"
    ZORG = "zorg"
    WELZIJN = "welzijn"
    ONDERZOEK = "onderzoek"
    VRIJWILLIGER = "vrijwilliger"


#: ``pharos``: the source is Pharos' own text. ``bron``: another source says it.
#: ``afgeleid``: our own question or advice, derived from what the sources say.
Origin = Literal["pharos", "bron", "afgeleid"]


def _check_date(value: object) -> object:
    text = str(value) if value is not None else None
    if text is not None and not DATE.match(text):
        raise ValueError("schrijf een datum als 2021, 2021-12 of 2021-12-10")
    return text


class Model(BaseModel):
    """Closed model: an unknown key is a mistake of the editor, not an extension."""

    class Config:
        extra = Extra.forbid
        use_enum_values = True
        allow_mutation = False
        frozen = True
        min_anystr_length = 1
        anystr_strip_whitespace = True


class Identified(Model):
    """An entry that is known by its id within its file."""

    id: str

    @validator("id")
    def _slug(cls, value: str) -> str:
        if not SLUG.match(value):
            raise ValueError("alleen kleine letters, cijfers en streepjes, bijvoorbeeld 'eerst-kennismaken'")
        return value


class Item(Identified):
    """A knowledge item: something the assistant can say, with the sources that say it."""

    building_blocks: list[BlockId] = []
    target_groups: list[str] = []
    roles: list[RoleId] = []
    themes: list[str] = []
    sources: list[str] = Field(..., min_items=1)
    origin: Origin
    #: When what the item says was true or published: ``2021``, ``2021-12`` or ``2021-12-10``.
    date: str | None = None
    #: Ways in which people ask for this item; they help the search, they are never shown.
    questions: list[str] = []

    _date = validator("date", pre=True, allow_reuse=True)(_check_date)


class BuildingBlock(Item):
    """``building_blocks.yml``: one of the four blocks."""

    id: BlockId  # type: ignore[assignment]
    number: int = Field(..., ge=1, le=4)
    title: str
    #: What the block is, in one or two sentences.
    text: str
    #: ``{groep}`` is filled with the name of the target group.
    advice: str
    #: The parts of the block, as short labels.
    parts: list[str] = Field(..., min_items=2)
    #: One short question about the user's own situation (guided walk).
    question: str
    #: Words by which people name the block.
    synonyms: list[str] = Field(..., min_items=1)

    @validator("advice")
    def _placeholder(cls, value: str) -> str:
        if "{" in value.replace("{groep}", "") or "}" in value.replace("{groep}", ""):
            raise ValueError("tussen accolades kan alleen {groep} staan")
        return value


class GroupNote(Model):
    """One sourced remark about a target group."""

    text: str
    sources: list[str] = Field(..., min_items=1)
    date: str | None = None

    _date = validator("date", pre=True, allow_reuse=True)(_check_date)


class TargetGroup(Identified):
    """``target_groups.yml``: a group of residents, and how people name it."""

    #: As it stands in a sentence: "statushouders", "mensen met een licht verstandelijke beperking".
    name: str
    #: What the group is, in one sentence.
    text: str
    #: Words and phrases that name the group; see ``knowledge/README.md`` for how they match.
    synonyms: list[str] = Field(..., min_items=3)
    #: Words that look like a synonym but do not name the group.
    not_synonyms: list[str] = []
    #: Broader groups whose items also serve this one.
    broader: list[str] = []
    meeting_places: list[GroupNote] = []
    key_persons: list[GroupNote] = []
    notes: list[GroupNote] = []
    sources: list[str] = Field(..., min_items=1)
    origin: Origin
    questions: list[str] = []


class ChecklistPoint(Item):
    """``checklist.yml``: a point that can be answered with done, partly, not yet or not applicable."""

    building_blocks: list[BlockId] = Field(..., min_items=1)
    #: A question to oneself: "Weet je precies wie je wilt bereiken?"
    text: str
    #: One sentence: why the point matters.
    why: str


class Example(Item):
    """``examples.yml``: a good practice."""

    building_blocks: list[BlockId] = Field(..., min_items=1)
    title: str
    #: As in the source: "Zeist (Zeist-West)"; ``None`` when the source names no place.
    place: str | None = None
    #: Names from ``places.yml``, for finding examples from the user's region.
    municipalities: list[str] = []
    #: For whom, in words.
    audience: str
    #: What was done.
    text: str
    #: What worked.
    worked: str
    #: The result as the source gives it; ``None`` when it gives none.
    result: str | None = None


class Tip(Item):
    """``tips.yml``: one short, practical piece of advice."""

    building_blocks: list[BlockId] = Field(..., min_items=1)
    text: str


class Fact(Item):
    """``facts.yml``: something that is so, with a figure or without."""

    text: str


class Term(Item):
    """``terms.yml``: a word of the field, explained."""

    title: str
    synonyms: list[str] = []
    #: The first sentence says what it is: it is all that is said where the word comes up by itself.
    text: str
    #: Not everybody who asks knows this word: an answer explains it the first time that it is used.
    difficult: bool = False


class DataSource(Item):
    """``data_sources.yml``: where figures can be found."""

    title: str
    #: What it offers.
    text: str
    #: At what level: "gemeente, wijk en buurt".
    level: str | None = None
    url: str | None = None


class Publication(Item):
    """``publications.yml``: something to read, watch, listen to or follow."""

    title: str
    form: Literal[
        "infosheet",
        "handreiking",
        "whitepaper",
        "artikel",
        "podcast",
        "video",
        "website",
        "checklist",
        "dossier",
        "programma",
        "hulpmiddel",
    ]
    text: str
    url: str | None = None


class Contact(Item):
    """``contacts.yml``: whom to ask, or what to sign up for."""

    title: str
    text: str
    email: str | None = None
    url: str | None = None


class Referral(Identified):
    """``referrals.yml``: where to go for what the assistant does not do."""

    title: str
    #: Kinds of question: ``emergency``, or a kind of out of scope.
    kinds: list[str] = Field(..., min_items=1)
    text: str
    phone: str | None = None
    url: str | None = None
    sources: list[str] = Field(..., min_items=1)
    origin: Origin
    date: str | None = None

    _date = validator("date", pre=True, allow_reuse=True)(_check_date)


class Role(Identified):
    """``roles.yml``: who is asking, and by which words people say so."""

    id: RoleId  # type: ignore[assignment]
    name: str
    #: Professions ("wijkverpleegkundige") that follow "ik ben ..." or "als ...".
    professions: list[str] = Field(..., min_items=1)
    #: Organisations ("wijkteam") that follow "ik werk bij ...".
    organisations: list[str] = Field(..., min_items=1)


class Theme(Identified):
    """``themes.yml``: a subject of health policy, and the words for it."""

    name: str
    synonyms: list[str] = Field(..., min_items=1)
    #: Words that look like a synonym and are none ("zwerfafval" is not "afvallen").
    not_synonyms: list[str] = []


class Place(Model):
    """``places.yml``: a Dutch municipality."""

    name: str
    code: str
    province: str
    #: The GGD region, which is the safety region.
    region: str
    synonyms: list[str] = []
    #: The name is also an ordinary word ("Best", "Houten"): it needs context.
    ambiguous: bool = False


class Source(Identified):
    """``sources.yml``: what an item is based on."""

    title: str
    publisher: str
    #: Year of publication; ``None`` when the source shows none.
    year: int | None = None
    #: The date as the source shows it: "23 september 2020", "geen datum".
    date_text: str
    url: str | None = None
