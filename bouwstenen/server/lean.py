"""Rasa's server without what only training and testing use, TensorFlow above all.

No component of ours uses TensorFlow, and it is half of the memory and of the start. What Rasa's
server imports of it comes by way of a few modules that a server has nothing to do for; here they
are stand-ins. Whoever imports TensorFlow all the same, or uses a stand-in, gets an
:class:`ImportError` that names the setting.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, NoReturn, Optional, Sequence

#: Modules that a server imports and never uses: progress and batches of training, validation of
#: training data (which imports every neural component), pictures of test results, spaCy's own
#: command line (half of the time that importing spaCy takes).
UNUSED = (
    "rasa.graph_components.validators.default_recipe_validator",
    "rasa.utils.plotting",
    "rasa.utils.tensorflow.callback",
    "rasa.utils.tensorflow.data_generator",
    "spacy.cli",
    "spacy.cli.info",
)
_REFUSED = frozenset({"tensorflow", "keras", "tensorflow_hub", "tensorflow_text", "tensorflow_addons"})
MESSAGE = "De assistent draait zonder TensorFlow en zonder wat alleen training gebruikt; met BOUWSTENEN_TENSORFLOW=true is alles er."


class _Refuser(MetaPathFinder):
    """Refuses to import TensorFlow; spaCy tries to, and goes on without it."""

    def find_spec(self, fullname: str, path: Optional[Sequence[str]], target: Optional[ModuleType] = None) -> Optional[ModuleSpec]:
        if fullname.partition(".")[0] in _REFUSED:
            raise ModuleNotFoundError(MESSAGE, name=fullname)
        return None


class _StandIn(ModuleType):
    """A module whose every name is a class that can be imported, and refuses to be used."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)

        def refuse(*arguments: Any, **others: Any) -> NoReturn:
            raise ImportError(f"{self.__name__}.{name}: {MESSAGE}")

        return type(name, (), {"__new__": refuse})


def install() -> None:
    """Keep all that out of this process; to be called before Rasa is imported.

    Raises:
        RuntimeError: it is there already.
    """
    there = [name for name in (*_REFUSED, *UNUSED) if name in sys.modules]
    if there:
        raise RuntimeError(f"{', '.join(there)}: imported before it could be left out")
    sys.meta_path.insert(0, _Refuser())
    sys.modules.update({name: _StandIn(name) for name in UNUSED})
