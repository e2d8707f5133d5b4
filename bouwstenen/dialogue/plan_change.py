"""Reading what somebody wants to change in the plan; pure, and apart from showing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from bouwstenen.dialogue.texts import text
from bouwstenen.language.numbers import number_in
from bouwstenen.language.persons import names_person

VERSION = 1
MAX_ITEMS = 10
_MAX_TEXT = 200
_NUMBER = (
    r"(?:\d{1,3}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|"
    r"eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|laatste)"
)
_POINT = (
    rf"(?:(?:punt(?:en)?|nummer|nr\.?|actie|regel)\s*{_NUMBER}|"
    rf"(?:het|de)\s+{_NUMBER}(?!\s+(?:keer|week|maand|dag|stap))(?:\s+(?:punt|actie|regel))?)"
)
#: "Punt 2", "het tweede punt", "de laatste", and more numbers after it.
_REFERENCE = re.compile(rf"\b{_POINT}(?:\s*(?:,|en)\s*(?:punt\s*)?(?:de\s+|het\s+)?{_NUMBER}\b)*", re.IGNORECASE)
_ONE = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)
_REMOVE = re.compile(
    r"\b(?:haal|verwijder|schrap|wis|streep|weg|weghalen|weglaten|eraf|eruit|uit|delete|vervalt|vervallen|hoeft niet)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:bovenaan|vooraan|als eerste|eerst|naar boven|voorop)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:onderaan|achteraan|als laatste|naar beneden|later)\b", re.IGNORECASE)
_ADD = re.compile(r"^.*?\b(?:zet|zetten|voeg|voegen|schrijf|neem|nemen|noteer|doe|vul|toevoegen)\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_PARTICLES = re.compile(
    r"^\W*(?:(?:er|nog|ook|even|maar|graag|wel|bij|erbij|erin|toe|op(?=\s+dat)|"
    r"(?:op|in|aan)\s+(?:het|de|mijn|ons)\s+(?:actie)?(?:plan|lijst)|in|"
    r"als\s+(?:extra\s+|nieuw\s+)?punt|punt|extra|nieuw)\b\W*)*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"^dat\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"\W*\b(?:erbij|toe|eraan toe|aan (?:het|mijn) plan toe|toe aan (?:het|mijn) plan|"
    r"(?:op|in) (?:de|het|mijn) (?:lijst|plan)|bij|graag|alsjeblieft|aub|toevoegen|zetten)\b\W*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:verander\w*|wijzig\w*|pas|aanpassen|maak|vervang\w*|moet(?: zijn| worden)?|wordt)\b"
    r".*?(?:\b(?:in|naar|door|zijn|worden|wordt)\b|:)\s*(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_INSTEAD = re.compile(r"^\W*(?:wordt|moet (?:zijn|worden)|:)\s*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_MORE = re.compile(r"^\W*(?:(?:nog|ook|:|erbij|bij)\W*)*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_WHO_AFTER = re.compile(
    r"^\W*(?:wordt gedaan door|is voor|is (?:een )?taak van|"
    r"gaat naar|ligt bij|laat|doet|doen|regelt|regelen|pakt|wordt opgepakt door|doe ik|doen wij|doen we)\b\s*(?P<who>.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: "Laat de bibliotheek punt 3 doen".
_WHO_LET = re.compile(r"\blaat\s+(?P<who>.+)$", re.IGNORECASE | re.DOTALL)
_DO = re.compile(r"^\W*(?:doen|regelen|oppakken)\b", re.IGNORECASE)
_WHO_BEFORE = re.compile(
    r"^(?:laat\s+)?(?P<who>.+?)\s+(?:doet|doen|regelt|regelen|pakt|pakken|neemt|nemen|gaat over|is verantwoordelijk voor|zorgt voor)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_ROLE_WORD = re.compile(
    r"(?:arts|agent|werk(?:st)?er|coach|ouder|ambtenaar|bibliotheek|school|team|ggd|gemeente|adviseur|consulent|docent|leraar|leerkracht|vrijwilliger|co[oö]rdinator|organisatie|"
    r"stichting|vereniging|bewoner|inwoner|sleutelpersoon|sleutelpersonen|imam|dominee|tolk|kundige|makelaar|manager|groep|raad|huis|kerk|moskee|zorg|instelling|partner|"
    r"collega|ondersteuner|medewerker|verloskundige|apotheek|ik|wij|we|zelf|iedereen|beleid|communicatie|afdeling|bank|loket)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    """One point of the plan: an item of the knowledge base, or the person's own words."""

    text: str
    ref: str | None = None
    #: Role or organisation that does it.
    who: str | None = None


@dataclass(frozen=True)
class Plan:
    """The plan; kept in the slot ``plan``."""

    items: tuple[Item, ...] = ()
    #: Items of the knowledge base that the person took out: they do not come back by themselves.
    removed: tuple[str, ...] = ()
    version: int = VERSION

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Plan | None:
        """Read the slot; ``None`` when there is none, or of a version that is not known."""
        if not slot or slot.get("version") != VERSION:
            return None
        known = {item.name for item in fields(Item)}
        items = tuple(Item(**{name: value for name, value in item.items() if name in known}) for item in slot["items"])
        return cls(items, tuple(slot.get("removed", ())))

    def to_slot(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {"items": [asdict(item) for item in self.items], "removed": list(self.removed), "version": self.version}


def changed(plan: Plan, message: str, chosen: Item | None = None) -> tuple[Plan, str]:
    """Return the changed plan and what was done.

    Args:
        plan: the plan as it is.
        message: what somebody said.
        chosen: what "dit voorbeeld" or "die tip" in the message stands for.
    """
    if chosen is not None:
        return _added(plan, chosen)
    added = _ADD.search(message)
    reference = _REFERENCE.search(message)
    if reference is None and not (added and _own_words(added["rest"])):
        # "Haal 3 weg": a bare number counts only when nothing is added.
        reference = _ONE.search(message) if number_in(message) is not None else None
    if reference is None:
        return _with_own_words(plan, added["rest"], message) if added else (plan, text("plan.how_to_change"))
    numbers = [_number(word, len(plan.items)) for word in _ONE.findall(reference[0])]
    missing = next((number for number in numbers if not 1 <= number <= len(plan.items)), None)
    if missing is not None:
        return plan, text("plan.no_such_point", nummer=missing, aantal=len(plan.items))
    return _with_points(plan, message, message[: reference.start()], message[reference.end() :], numbers)


def _number(word: str, last: int) -> int:
    return last if word.lower() == "laatste" else number_in(f"punt {word.lower().replace('é', 'e')}") or 0


def _with_points(plan: Plan, message: str, before: str, after: str, numbers: list[int]) -> tuple[Plan, str]:
    items = list(plan.items)
    number = numbers[0]
    who = _who(before, after)
    if who:
        if _is_name(who) or (not _ROLE_WORD.search(who) and names_person(f"dat {who}")):
            return plan, text("plan.no_names")
        items[number - 1] = replace(items[number - 1], who=who)
        return replace(plan, items=tuple(items)), text("plan.who_does", nummer=number, wie=who)
    replaced = (
        _CHANGE.search(message) if re.search(r"\b(?:verander|wijzig|pas|maak|vervang)", before, re.IGNORECASE) else _INSTEAD.search(after)
    )
    wanted = _own_words(replaced["rest"]) if replaced else ""
    extra = _MORE.search(after) if not wanted and re.search(r"\b(?:bij|aan)\W*$", before, re.IGNORECASE) and _ADD.search(before) else None
    addition = _own_words(_PARTICLES.sub("", extra["rest"])) if extra else ""
    if (wanted or addition) and names_person(message):
        return plan, text("plan.no_names")
    if wanted:
        items[number - 1] = Item(wanted)
        return replace(plan, items=tuple(items)), text("plan.changed", nummer=number)
    if addition:
        items[number - 1] = replace(items[number - 1], text=f"{items[number - 1].text} {addition}"[: 2 * _MAX_TEXT])
        return replace(plan, items=tuple(items)), text("plan.changed", nummer=number)
    if _FIRST.search(message):
        items.insert(0, items.pop(number - 1))
        return replace(plan, items=tuple(items)), text("plan.moved", nummer=number)
    if _LAST.search(after):
        items.append(items.pop(number - 1))
        return replace(plan, items=tuple(items)), text("plan.moved_last", nummer=number)
    if _REMOVE.search(message):
        gone = [items[number - 1] for number in dict.fromkeys(numbers)]
        left = tuple(item for number, item in enumerate(items, 1) if number not in numbers)
        refs = tuple(item.ref for item in gone if item.ref)
        return replace(plan, items=left, removed=(*plan.removed, *refs)), text("plan.removed", punt=" ".join(item.text for item in gone))
    return plan, text("plan.how_to_change")


def _with_own_words(plan: Plan, rest: str, message: str) -> tuple[Plan, str]:
    wanted = _own_words(_PARTICLES.sub("", rest))
    if not wanted:
        return plan, text("plan.how_to_change")
    if names_person(message):
        return plan, text("plan.no_names")
    return _added(plan, Item(wanted))


def _added(plan: Plan, item: Item) -> tuple[Plan, str]:
    if any(item.text == known.text for known in plan.items):
        return plan, text("plan.already_there", punt=item.text)
    if len(plan.items) >= MAX_ITEMS:
        return plan, text("plan.full", aantal=MAX_ITEMS)
    removed = tuple(ref for ref in plan.removed if ref != item.ref)
    return replace(plan, items=(*plan.items, item), removed=removed), text("plan.added", punt=item.text)


def _who(before: str, after: str) -> str:
    """Return who does a point: "de huisarts doet punt 2", "punt 2 is voor de GGD"."""
    following = _WHO_AFTER.search(after)
    if following and following["who"]:
        return _short(following["who"])
    leading = _WHO_BEFORE.search(before.strip()) or (_WHO_LET.search(before.strip()) if _DO.search(after) else None)
    return _short(leading["who"]) if leading else ""


def _short(who: str) -> str:
    who = re.sub(r"\b(?:op|graag|doen|regelen|oppakken|maar)\b\W*$", "", who.strip(" .,:;!?\"'"), flags=re.IGNORECASE).strip()
    return who if 0 < len(who) <= 60 else ""


def _is_name(who: str) -> bool:
    """Tell whether this is one capitalised word that is no role or organisation."""
    return bool(re.fullmatch(r"[A-Z][a-zà-ÿ]+", who)) and not _ROLE_WORD.search(who)


def _own_words(words: str) -> str:
    words = _TAIL.sub("", words.strip()).strip(" .,:;'\"!?")[:_MAX_TEXT]
    if _CLAUSE.match(words):
        # "Zet erbij dat de wijkagent meedoet" has the order of words of a clause.
        words = text("plan.see_to_it", wat=words)
    return words[:1].upper() + words[1:] + "." if words else ""
