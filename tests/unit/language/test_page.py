from __future__ import annotations

import pytest

from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.language.page import page_entities


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ({}, ()),
        ({"topic": "roken"}, (("theme", "roken"),)),
        ({"topic": "Alcohol en drugs"}, (("theme", "alcohol-en-drugs"),)),
        ({"target_group": "Oekraiense ontheemden"}, (("target_group", "oekraiense-ontheemden"),)),
        ({"target_group": " LVB "}, (("target_group", "lvb"),)),
        ({"role": "Vrijwilligerswerk"}, (("role", "vrijwilliger"),)),
        ({"topic": "taal", "target_group": "statushouders", "role": "gemeente"}, (("theme", "taal"), ("target_group", "statushouders"), ("role", "gemeente"))),
        ({"topic": "statushouders", "target_group": "roken", "role": "zanger"}, ()),
        ({"topic": "", "target_group": "", "role": ""}, ()),
        ({"topic": '{"intent": "x"}', "target_group": "<script>", "role": "\ud800"}, ()),
    ],
)  # fmt: skip
def test_a_page_is_about_what_the_knowledge_base_knows(base: KnowledgeBase, page: dict[str, str], expected: object) -> None:
    assert page_entities(base, page) == expected
