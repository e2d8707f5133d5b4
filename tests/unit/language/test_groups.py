"""Target groups in what professionals type: named, left out, or only looking alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bouwstenen.knowledge.base import KnowledgeBase
from bouwstenen.language.groups import GroupMentions
from bouwstenen.language.phrases import Token

Groups = Callable[[str], GroupMentions]

NAMED = {
    "statushouders": [
        "Hoe kom ik aan tafel met statushouders?",
        "gezinnen uit Eritrea die net een huis hebben",
        "de nieuwkomers in ons dorp",
        "we willen vluchtelingen uitnodigen voor een kookavond",
        "een vergunninghouder komt nooit alleen",
        "Syrische vrouwen op de naailes",
        "bewoners van het azc",
        "nieuwkomerskinderen op school",
        "asielzoekers in de noodopvang",
    ],
    "oekraiense-ontheemden": [
        "Oekraïners in het hotel aan de haven",
        "vrouwen uit Oekraine met een baan",
        "mensen die gevlucht zijn uit Oekraïne",
        "gastgezinnen in het dorp",
        "Oekraïense vluchtelingen met stress",
    ],
    "laaggeletterden": [
        "laaggeletterde ouders op de basisschool",
        "mensen die niet kunnen lezen",
        "inwoners met moeite met lezen en schrijven",
        "een folder voor laaggeletterden",
        "analfabeten in de wijk",
        "deelnemers die onze brieven niet begrijpen",
        "mensen die slecht lezen",
    ],
    "beperkte-gezondheidsvaardigheden": [
        "patiënten met beperkte gezondheidsvaardigheden",
        "mensen die de uitleg van de arts niet snappen",
        "cliënten die moeite hebben om de bijsluiter te begrijpen",
        "mensen die de weg in de zorg niet vinden",
    ],
    "migratieachtergrond": [
        "inwoners met een migratieachtergrond",
        "Marokkaanse moeders in de speeltuin",
        "vrouwen die weinig Nederlands spreken",
        "vrouwen die nauwelijks Nederlands praten",
        "mensen uit Suriname",
        "mensen die de taal niet spreken",
        "anderstalige bezoekers van het spreekuur",
        "migranten in ons ziekenhuis",
        "mensen met een andere culturele achtergrond",
        "migrantenvrouwen",
    ],
    "arbeidsmigranten": [
        "arbeidsmigranten op het vakantiepark",
        "Poolse mannen die in de kas werken",
        "seizoensarbeiders zonder huisarts",
        "uitzendkrachten uit Bulgarije",
        "EU-migranten die kort blijven",
    ],
    "ouderen": [
        "eenzame ouderen in de flat",
        "senioren die digitaal niet meekomen",
        "75-plussers die alleen wonen",
        "mensen van 65 jaar en ouder",
        "65+ in de wijk",
        "oudere inwoners",
        "een oude mevrouw of oude mensen in het algemeen",
        "gepensioneerden op de golfbaan",
        "ouderenwerk",
        "seniorenwelzijn",
        "alleenstaande ouderen",
        "jonge ouderen die net met pensioen zijn",
        "een alleenstaande oudere",
    ],
    "oudere-migranten": [
        "oudere migranten",
        "Turkse ouderen in het theehuis",
        "ouderen met een migratieachtergrond",
        "oudere Marokkaanse vrouwen",
        "migrantenouderen",
        "gastarbeiders van toen",
        "Surinaamse senioren",
        "migranten van 65+",
    ],
    "jongeren": [
        "jongeren op het plein",
        "studenten die stress hebben",
        "mbo'ers in de regio",
        "pubers met een vape",
        "scholieren van het vmbo",
        "jongvolwassenen",
        "hangjongeren bij het station",
        "de jeugd van tegenwoordig",
        "jongens en meisjes van het voetbal",
        "jongerenwerk",
        "pubers en hun ouders",
    ],
    "aanstaande-ouders": [
        "aanstaande ouders",
        "zwangere vrouwen zonder netwerk",
        "jonge moeders",
        "vrouwen die in verwachting zijn",
        "ouders met een baby",
        "ouders in een kwetsbare situatie",
        "tienermoeders",
        "stellen met een kinderwens",
    ],
    "gezinnen": [
        "gezinnen in de flat",
        "alleenstaande moeders",
        "kinderen en hun ouders",
        "ouders en kinderen samen",
        "vaders en moeders op het schoolplein",
        "ouders van basisschoolkinderen",
        "kwetsbare ouders",
        "één-oudergezinnen",
        "ouders van pubers",
        "alleenstaande ouders",
        "een alleenstaande ouder",
    ],
    "armoede-en-schulden": [
        "mensen in armoede",
        "inwoners met schulden",
        "huishoudens met een laag inkomen",
        "mensen die niet kunnen rondkomen",
        "klanten van de voedselbank",
        "minima in onze gemeente",
        "mensen met geldzorgen",
    ],
    "mantelzorgers": [
        "overbelaste mantelzorgers",
        "mensen die voor een naaste zorgen",
        "dochters die zorgen voor hun dementerende moeder",
        "mantelzorg in de wijk",
        "jonge mantelzorgers op school",
    ],
    "lvb": [
        "mensen met een lvb",
        "cliënten met een licht verstandelijke beperking",
        "lvb'ers in de dagbesteding",
        "zwakbegaafde bewoners",
        "mensen met een verstandelijke beperking",
    ],
    "psychische-kwetsbaarheid": [
        "mensen met een psychische kwetsbaarheid",
        "inwoners met psychische problemen",
        "ggz-cliënten die net thuis wonen",
        "bewoners die verward gedrag laten zien",
        "mensen met een depressie",
    ],
    "dakloze-mensen": [
        "dakloze mensen in het centrum",
        "dak- en thuislozen",
        "mensen die op straat slapen",
        "bezoekers van de nachtopvang",
        "daklozen",
        "bankslapers",
        "mensen zonder huis",
    ],
    "ongedocumenteerden": [
        "ongedocumenteerden",
        "mensen zonder papieren",
        "mensen zonder geldige verblijfsvergunning",
        "uitgeprocedeerde asielzoekers",
        "onverzekerde bezoekers van het spreekuur",
    ],
    "chronisch-zieken": [
        "mensen met een chronische ziekte",
        "chronisch zieke inwoners",
        "patiënten met COPD",
        "mensen met diabetes in de wijk",
        "diabetespatiënten",
    ],
    "roma-en-sinti": [
        "Roma en Sinti",
        "Sinti in onze gemeente",
        "woonwagenbewoners",
        "bewoners van het woonwagenkamp",
        "Roma-gezinnen",
    ],
    "werklozen": [
        "langdurig werklozen",
        "mensen in de bijstand",
        "inwoners zonder baan",
        "werkzoekenden van boven de vijftig",
        "mensen met een grote afstand tot de arbeidsmarkt",
        "mensen met een uitkering",
    ],
    "lage-ses": [
        "mensen met een lage SES",
        "inwoners met een lage sociaaleconomische status",
        "laagopgeleide moeders",
        "praktisch opgeleide mannen",
        "kwetsbare inwoners",
        "bewoners van een achterstandswijk",
    ],
}


@pytest.mark.parametrize(("slug", "text"), [(slug, text) for slug, texts in NAMED.items() for text in texts])
def test_a_group_is_recognised(groups: Groups, slug: str, text: str) -> None:
    found = groups(text)
    assert slug in found.named
    assert found.excluded == ()


def test_every_group_of_the_knowledge_base_is_tested(knowledge: KnowledgeBase) -> None:
    assert set(NAMED) == set(knowledge.target_groups)


def test_every_synonym_names_its_own_group(knowledge: KnowledgeBase, groups: Groups) -> None:
    missed = []
    for group in knowledge.target_groups.values():
        for synonym in (group.name, *group.synonyms):
            text = " ".join(part.split("|")[0] for part in synonym.split())
            if group.id not in groups(f"wij willen {text} bereiken").named:
                missed.append((group.id, text))
    assert missed == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ouderen en jongeren", ("ouderen", "jongeren")),
        ("jongeren, ouderen en gezinnen", ("jongeren", "ouderen", "gezinnen")),
        ("ouderen/jongeren", ("ouderen", "jongeren")),
        ("ouderen met kinderen", ("ouderen",)),
        ("ouderen en kinderen", ("ouderen",)),
        ("ouderen en mensen met een migratieachtergrond", ("ouderen", "migratieachtergrond")),
        ("jongeren en hun ouders", ("jongeren",)),
        ("mantelzorgers met een migratieachtergrond", ("mantelzorgers", "migratieachtergrond")),
        ("migrantenjongeren", ("jongeren", "migratieachtergrond")),
        ("statushoudersgezinnen", ("gezinnen", "statushouders")),
        ("zwerfjongeren", ("dakloze-mensen", "jongeren")),
        ("Oekraïense ouderen", ("oekraiense-ontheemden", "ouderen")),
        ("laaggeletterde jongeren met schulden", ("laaggeletterden", "jongeren", "armoede-en-schulden")),
        ("chronisch zieke ouderen", ("chronisch-zieken", "ouderen")),
        ("jonge ouders", ("aanstaande-ouders",)),
        ("jonge ouderen", ("ouderen",)),
        ("jongeren ouderen", ("jongeren", "ouderen")),
        ("kwetsbare ouderen", ("ouderen",)),
        ("kwetsbare ouders", ("gezinnen",)),
        ("Turkse en Marokkaanse ouderen", ("oudere-migranten",)),
        ("oudere Turkse en Marokkaanse mannen", ("oudere-migranten",)),
        ("een ouder met een migratieachtergrond", ("migratieachtergrond",)),
        ("Turkse ouderen en jongeren", ("oudere-migranten", "jongeren")),
        ("Oekraïense vluchtelingen", ("oekraiense-ontheemden",)),
    ],
)
def test_several_groups_and_neighbours_are_told_apart(groups: Groups, text: str, named: tuple[str, ...]) -> None:
    found = groups(text).named
    assert sorted(found) == sorted(named)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("statushuoders", "statushouders"),
        ("laageletterden", "laaggeletterden"),
        ("mantelzogers", "mantelzorgers"),
        ("migrannten", "migratieachtergrond"),
        ("daklozne", "dakloze-mensen"),
        ("jogneren", "jongeren"),
        ("vluchtelngen", "statushouders"),
        ("oekrainers", "oekraiense-ontheemden"),
        ("arbeidsmigrantne", "arbeidsmigranten"),
    ],
)
def test_typing_errors(groups: Groups, text: str, slug: str) -> None:
    assert groups(f"hoe bereik ik {text}").named == (slug,)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("checklist voor arbeidsmigr.", ("arbeidsmigranten",)),
        ("tips voor laaggel. en ouderen", ("laaggeletterden", "ouderen")),
        ("hoe bereik ik statush.?", ("statushouders",)),
        ("mantelzorg", ("mantelzorgers",)),
        ("Ik werk aan mantelzorg.", ("mantelzorgers",)),
        ("arbeidsmigr", ()),
        ("Het gaat om arbeid.", ()),
        ("Dat komt door migratie.", ()),
        ("Ik spreek een werkgever.", ()),
    ],
)
def test_a_group_of_which_the_word_was_cut_off_with_a_point(groups: Groups, text: str, named: tuple[str, ...]) -> None:
    assert groups(text).named == named


@pytest.mark.parametrize("text", ["oud-gastarbeiders", "de oud-gastarbeiders in het theehuis", "een oud-gastarbeider", "ex-gastarbeiders"])
def test_former_guest_workers_are_older_migrants(groups: Groups, text: str) -> None:
    assert groups(text).named == ("oudere-migranten",)


@pytest.mark.parametrize(
    "text",
    [
        "Hoe meet ik of mijn aanpak werkt?",
        "Ik heb geen idee waar ik moet beginnen",
        "hoe krijg ik mijn collega's mee",
        "onze ouderwetse folder",
        "de ouderavond is woensdag",
        "mijn ouders gaan op vakantie",
        "jeugdzorg heeft een wachtlijst",
        "als kind was ik jonger dan hij",
        "we hebben lang gesproken",
        "ik heb er zin in",
        "de eerste stap is moeilijk",
        "is dit illegaal?",
        "ik begrijp het niet",
        "daarnaast is er een spreekuur",
        "een roman over vroeger",
        "treinreizigers op het station",
        "ik voel me schuldig",
        "bloedarmoede",
        "naast de cijfers van zieke mensen",
        "oudere woningen in de wijk",
        "we bouwen een kas met een pool",
    ],
)
def test_no_group_where_none_is_meant(groups: Groups, text: str) -> None:
    assert groups(text) == GroupMentions()


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("mensen met psychische porblemen", "psychische-kwetsbaarheid"),
        ("de Trkse gemeenschap", "migratieachtergrond"),
        ("mensen met een chronnische ziekte", "chronisch-zieken"),
        ("hoe betrek ik dhronisch zieken", "chronisch-zieken"),
        ("mensen met een verstandelijke beperkng", "lvb"),
    ],
)
def test_a_typing_error_in_one_word_of_several_or_in_the_first_letter(groups: Groups, text: str, group: str) -> None:
    assert group in groups(text).named


@pytest.mark.parametrize(
    ("text", "named", "excluded"),
    [
        ("niet voor jongeren, wel voor mantelzorgers", ("mantelzorgers",), ("jongeren",)),
        ("wel voor mantelzorgers, niet voor jongeren", ("mantelzorgers",), ("jongeren",)),
        ("niet jongeren maar ouderen", ("ouderen",), ("jongeren",)),
        ("niet de jongeren maar de ouderen", ("ouderen",), ("jongeren",)),
        ("laat ouderen maar weg", (), ("ouderen",)),
        ("haal de ouderen er maar uit, ik zoek jongeren", ("jongeren",), ("ouderen",)),
        ("sla jongeren maar over", (), ("jongeren",)),
        ("ouderen kun je weglaten", (), ("ouderen",)),
        ("behalve statushouders", (), ("statushouders",)),
        ("alle groepen behalve statushouders", (), ("statushouders",)),
        ("in plaats van ouderen", (), ("ouderen",)),
        ("iets over jongeren in plaats van ouderen", ("jongeren",), ("ouderen",)),
        ("jongeren ipv ouderen", ("jongeren",), ("ouderen",)),
        ("ik bedoel geen ouderen maar jongeren", ("jongeren",), ("ouderen",)),
        ("het gaat niet om ouderen maar om mantelzorgers", ("mantelzorgers",), ("ouderen",)),
        ("het gaat mij niet om ouderen", (), ("ouderen",)),
        ("nee niet ouderen, mantelzorgers", ("mantelzorgers",), ("ouderen",)),
        ("mantelzorgers, geen ouderen", ("mantelzorgers",), ("ouderen",)),
        ("dus geen jongeren", (), ("jongeren",)),
        ("nee, geen jongeren", (), ("jongeren",)),
        ("ouderen niet", (), ("ouderen",)),
        ("ouderen niet, jongeren wel", ("jongeren",), ("ouderen",)),
        ("ouderen hoeven niet, jongeren wel", ("jongeren",), ("ouderen",)),
        ("tips voor ouderen, maar niet voor mantelzorgers", ("ouderen",), ("mantelzorgers",)),
        ("niet voor jongeren en studenten, wel voor ouderen", ("ouderen",), ("jongeren",)),
        ("niet voor jongeren of ouderen, wel voor mantelzorgers", ("mantelzorgers",), ("jongeren", "ouderen")),
        ("behalve statushouders en ouderen", (), ("statushouders", "ouderen")),
        ("is er ook iets voor mantelzorgers en niet voor ouderen", ("mantelzorgers",), ("ouderen",)),
        ("we zoeken geen jongeren maar mantelzorgers", ("mantelzorgers",), ("jongeren",)),
        ("ik wil niet de jongeren bereiken maar de ouderen", ("ouderen",), ("jongeren",)),
        ("toch niet ouderen, doe maar jongeren", ("jongeren",), ("ouderen",)),
        ("gewoon alle ouderen, niet alleen migranten", ("ouderen",), ("migratieachtergrond",)),
        ("het zijn geen tieners maar twintigers", (), ("jongeren",)),
        ("vergeet de jongeren maar", (), ("jongeren",)),
        ("ik zoek geen advies voor jongeren. Het gaat me om ouderen", ("ouderen",), ("jongeren",)),
        ("ik wil geen tips over jongeren. Het gaat om mantelzorgers", ("mantelzorgers",), ("jongeren",)),
        ("geen voorbeelden over ouderen, wel over jongeren", ("jongeren",), ("ouderen",)),
        ("niet wéér statushouders, maar mantelzorgers", ("mantelzorgers",), ("statushouders",)),
        ("niet steeds over ouderen, geef iets over jongeren", ("jongeren",), ("ouderen",)),
        ("ouderen bedoel ik niet, wel mantelzorgers", ("mantelzorgers",), ("ouderen",)),
        ("jongeren zijn niet mijn doelgroep, ik zoek ouderen", ("ouderen",), ("jongeren",)),
        ("jongeren zoeken we dus niet", (), ("jongeren",)),
    ],
)
def test_a_group_that_is_left_out(groups: Groups, text: str, named: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    assert groups(text) == GroupMentions(named, excluded)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("we bereiken geen statushouders", ("statushouders",)),
        ("we bereiken geen statushouders, hoe komt dat?", ("statushouders",)),
        ("we krijgen jongeren niet mee", ("jongeren",)),
        ("mensen die niet kunnen lezen", ("laaggeletterden",)),
        ("ouderen die niet buiten komen", ("ouderen",)),
        ("het lukt niet om contact te maken met jongeren", ("jongeren",)),
        ("de folder werkt niet voor laaggeletterden, hoe maak ik een betere?", ("laaggeletterden",)),
        ("de folder werkt niet voor laaggeletterden en ouderen, hoe maak ik een betere?", ("laaggeletterden", "ouderen")),
        ("ons aanbod past niet bij mantelzorgers, wat nu?", ("mantelzorgers",)),
        ("ons aanbod past wel bij ouderen, maar niet bij jongeren. Wat nu?", ("ouderen", "jongeren")),
        ("we bereiken ouderen wel maar jongeren niet", ("ouderen", "jongeren")),
        ("er komen geen jongeren, wel ouderen", ("jongeren", "ouderen")),
        ("waarom komen er geen jongeren maar wel ouderen?", ("jongeren", "ouderen")),
        ("niet alleen ouderen maar ook jongeren", ("ouderen", "jongeren")),
        ("niet alleen voor ouderen, ook voor mantelzorgers", ("ouderen", "mantelzorgers")),
        ("vergeet de ouderen niet", ("ouderen",)),
        ("behalve ouderen willen we ook jongeren bereiken", ("ouderen", "jongeren")),
        ("wij zien geen mantelzorgers op het spreekuur, wel ouderen", ("mantelzorgers", "ouderen")),
        ("mensen zonder papieren", ("ongedocumenteerden",)),
        ("jongeren die geen werk hebben", ("jongeren", "werklozen")),
        ("statushouders komen niet, jongeren wel", ("statushouders", "jongeren")),
        ("ik snap niet hoe ik jongeren moet betrekken", ("jongeren",)),
        ("wij kennen de ouderen in de wijk niet", ("ouderen",)),
        ("hoe zorg ik dat jongeren niet afhaken", ("jongeren",)),
        ("we hebben geen informatie over statushouders", ("statushouders",)),
        ("er zijn geen cijfers over mantelzorgers in onze wijk", ("mantelzorgers",)),
        ("ik heb geen idee over jongeren", ("jongeren",)),
        ("waarom krijg ik geen tips voor ouderen?", ("ouderen",)),
        ("ik zoek geen folder voor ouderen maar een gesprek", ("ouderen",)),
        ("jongeren zoeken hulp niet snel", ("jongeren",)),
        ("we bereiken steeds niet de ouderen", ("ouderen",)),
    ],
)
def test_a_group_that_is_hard_to_reach_is_not_left_out(groups: Groups, text: str, named: tuple[str, ...]) -> None:
    assert groups(text) == GroupMentions(named, ())


def test_a_group_is_named_once_and_in_order(groups: Groups) -> None:
    assert groups("jongeren, ouderen, nog meer jongeren en de jeugd").named == ("jongeren", "ouderen")


def test_a_group_both_left_out_and_named_is_left_out(groups: Groups) -> None:
    assert groups("jongeren? nee, geen jongeren") == GroupMentions((), ("jongeren",))


def test_an_empty_message_names_nothing(groups: Groups, tokens: Callable[[str], list[Token]]) -> None:
    assert tokens("") == []
    assert groups("") == GroupMentions()
