"""Starts Rasa: ``python -m bouwstenen.server.rasa <rasa's own arguments>``."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

from bouwstenen.paths import ROOT
from bouwstenen.server import lean
from bouwstenen.server.settings import Settings


def _show_warning(message: Any, category: Any, filename: str, *rest: Any, **others: Any) -> None:
    """Show warnings of our own code only; people can do nothing about those of Rasa's libraries."""
    if f"{os.sep}site-packages{os.sep}" not in filename:
        sys.stderr.write(f"{filename}: {category.__name__}: {message}\n")


def main() -> None:
    """Run Rasa's command line with telemetry and error reporting off, and its server without what it does not use."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    warnings.showwarning = _show_warning
    if sys.argv[1:2] == ["run"] and not Settings.from_environment().tensorflow:
        lean.install()
    sys.path.insert(0, str(ROOT))
    sys.argv[0] = "rasa"
    from rasa.__main__ import main as rasa_main

    rasa_main()


if __name__ == "__main__":
    main()
