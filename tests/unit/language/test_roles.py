"""The role that somebody claims, and messages that claim none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RoleOf = Callable[[str], "str | None"]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Hoi, ik werk bij de gemeente met statushouders", "gemeente"),
        ("Ik ben beleidsmedewerker gezondheid bij een gemeente", "gemeente"),
        ("wethouder", "gemeente"),
        ("ik werk met ouderen bij de gemeente Zwolle", "gemeente"),
        ("wij zijn van de GGD", "gemeente"),
        ("als gemeente willen we meer doen", "gemeente"),
        ("wat kan ik als gemeente doen?", "gemeente"),
        ("namens de GGD vraag ik dit", "gemeente"),
        ("ik ben wijkverpleegkundige", "zorg"),
        ("als wijkverpleegkundige kom ik bij veel mensen thuis", "zorg"),
        ("als wijkverpleegkundige", "zorg"),
        ("ik werk als huisarts in een achterstandswijk", "zorg"),
        ("ik ben al twintig jaar huisarts", "zorg"),
        ("wij zijn drie fysiotherapeuten", "zorg"),
        ("onze poli ziet weinig migranten", "zorg"),
        ("onze praktijk ziet veel statushouders", "zorg"),
        ("ik werk in het ziekenhuis", "zorg"),
        ("ik ben POH in Utrecht", "zorg"),
        ("Huisarts in Utrecht", "zorg"),
        ("beleidsadviseur sport", "gemeente"),
        ("ik ben geen ambtenaar maar huisarts", "zorg"),
        ("wij zijn een welzijnsorganisatie", "welzijn"),
        ("ik ben jongerenwerker", "welzijn"),
        ("wij als welzijnsorganisatie zien dat niet", "welzijn"),
        ("wij van de bibliotheek geven taalles", "welzijn"),
        ("vanuit de bibliotheek organiseren we taalles", "welzijn"),
        ("ik werk als sociaal werker", "welzijn"),
        ("wij zijn onderzoekers aan de universiteit", "onderzoek"),
        ("ik doe onderzoek bij de hogeschool", "onderzoek"),
        ("ik ben promovendus", "onderzoek"),
        ("ik ben vrijwilliger bij de voedselbank", "vrijwilliger"),
        ("we werken bij Humanitas samen met ouderen", "vrijwilliger"),
        ("ik help als vrijwilliger in de buurt", "vrijwilliger"),
        ("Onderzoeker hier.", "onderzoek"),
        ("Onderzoeker hier. Hoe vind ik deelnemers die weinig verdienen?", "onderzoek"),
        ("wijkverpleegkundige hier, hoe kom ik bij mensen binnen?", "zorg"),
        ("Huisarts in Utrecht. Hoe spreek ik mensen aan die nooit komen?", "zorg"),
    ],
)
def test_a_role_is_claimed(role: RoleOf, text: str, claimed: str) -> None:
    assert role(text) == claimed


@pytest.mark.parametrize(
    "text",
    [
        "wij werken samen met Humanitas",
        "Huisarts hier in de buurt doet niet mee, wat nu?",
        "Huisarts of wijkverpleegkundige? Wie kan helpen?",
        "Wijkverpleegkundigen hier willen niet.",
        "we werken in de wijk samen met het ziekenhuis",
        "ik werk samen met een wijkverpleegkundige",
        "ik werk veel met huisartsen",
        "kan de GGD ons helpen",
        "in onze gemeente wonen veel ouderen",
        "ik werk in de gemeente Zwolle met ouderen",
        "ik wil naar de huisarts",
        "wat doet een huisarts",
        "ik ben op zoek naar een huisarts",
        "we zijn op zoek naar vrijwilligers",
        "ik ben geen onderzoeker",
        "ik werk niet bij de gemeente",
        "ik ben benieuwd wat de gemeente doet",
        "ik ben bang dat huisartsen niet meedoen",
        "wij willen vrijwilligers werven",
        "Vrijwilligers werven, hoe doe je dat?",
        "vrijwilligers vinden",
        "huisarts erbij betrekken",
        "Huisarts doet niet mee",
        "we spreken een vader en zijn huisarts",
        "hoe werken jullie samen met de gemeente",
        "wie is de wethouder",
        "mijn huisarts zegt van niet",
        "als de gemeente niet meewerkt, wat dan?",
        "als huisartsen niet meewerken, wat dan?",
        "als een huisarts dat vraagt",
        "net als de huisarts",
        "vanuit de gemeente krijgen we geen steun",
        "ik ben bij de huisarts geweest",
        "de wijkverpleegkundige is ziek",
        "hoe bereik ik ouderen?",
        "",
    ],
)
def test_no_role_is_claimed(role: RoleOf, text: str) -> None:
    assert role(text) is None
