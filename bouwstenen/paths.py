"""Where things are, in one place."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Everything that is made while running: conversations, caches, the own spaCy pipeline.
VAR = Path(os.environ.get("BOUWSTENEN_VAR") or ROOT / "var")
MODELS = Path(os.environ.get("BOUWSTENEN_MODELS") or ROOT / "models")
