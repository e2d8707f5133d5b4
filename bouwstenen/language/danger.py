"""Words that people use when somebody is in danger now.

They prove nothing: "brand" and "geslagen" occur in ordinary sentences too. They are a second
witness beside the classifier, which may doubt a way of telling it has not seen.
"""

from __future__ import annotations

from functools import lru_cache

from bouwstenen.language.phrases import PhraseIndex, Token

_SIGNS = (
    # The own life.
    "zelfmoord", "zelfdoding", "suïcide", "suïcidaal", "eind|einde aan maken", "uit leven stappen", "niet meer leven",
    "wil dood", "dood willen", "afscheidsbrief", "leven beroven", "stopt met leven", "mezelf|zichzelf|zich iets|wat aandoen|aandoet",
    "mezelf|zichzelf aan doen", "wil springen",
    "snijdt|snij|gesneden|doorgesneden zichzelf|mezelf|zich|pols", "reling|dak|brug springen|springt|staat",
    # The body.
    "overdosis", "bewusteloos", "buiten bewustzijn", "ademt|ademd niet", "geen adem|lucht", "hartslag", "pols niet voelen",
    "reanimeren|reanimatie", "hartaanval", "beroerte", "mond hangt|scheef", "hangt scheef", "lippen blauw", "blauw aangelopen",
    "epileptische aanval", "stikt|stikken|gestikt", "pijn op borst", "bloedt", "vergiftigd|vergiftiging",
    "pillen|medicijnen|alles geslikt|doorgeslikt|ingenomen", "veel ingenomen|geslikt", "dodelijk", "reageert nergens", "reageert niet meer",
    "ligt op grond|vloer", "beweegt niet", "zakt|zakken weg|elkaar", "flauwgevallen", "verdrinkt|verdrinken",
    # Violence.
    "mes|pistool|wapen|geweer", "bedreigd|bedreigt", "geslagen", "slaat me|mij|haar|hem|kind|kinderen|vrouw|moeder",
    "mishandeld|mishandelt|mishandeling",
    "misbruikt", "seksueel misbruik", "verkracht|verkrachting|aangerand", "gewurgd|wurgt|wurgen", "gestoken|steekpartij", "opgesloten",
    "bang voor leven", "vermoorden|vermoordt", "doodmaken|doodslaan", "geschreeuw|gegil",
    # Children, and people who are lost.
    "vermist", "kind|zoontje|dochtertje kwijt", "blauwe plekken", "kind alleen thuis",
    # Fire and gas, and help by its name.
    "brand|brandt|vlammen", "rook uit", "rook in", "ruik|vol rook", "rook komt|hangt|staat", "staat|hangt rook",
    "gas ruik", "ruik gas", "gaslucht", "koolmonoxide|koolmonoxidemelder", "noodgeval", "112", "ambulance", "levensgevaar",
)  # fmt: skip


@lru_cache(maxsize=1)
def _index() -> PhraseIndex:
    return PhraseIndex({"danger": _SIGNS})


def names_danger(tokens: list[Token]) -> bool:
    """Tell whether a message has a word or phrase of danger, typing errors included."""
    return bool(_index().find(tokens))
