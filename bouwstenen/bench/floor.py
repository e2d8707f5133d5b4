"""What importing costs before anything else happens: each in fresh processes of its own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from dataclasses import dataclass

#: What Rasa's server imports before it reads a model, and TensorFlow by itself.
IMPORTS = {"Rasa": "rasa.core.run, rasa.engine.recipes.default_components", "TensorFlow": "tensorflow"}
_PROGRAM = """
import time
start = time.perf_counter()
import {modules}
print(time.perf_counter() - start)
print(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1])
"""


@dataclass(frozen=True)
class Cost:
    """Seconds and megabytes of an import."""

    seconds: float
    megabytes: int


def measure(repeats: int) -> dict[str, Cost]:
    """Import each so many times and return the medians.

    Raises:
        subprocess.CalledProcessError: an import failed.
    """
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in IMPORTS}
    for _ in range(repeats):
        for name, modules in IMPORTS.items():
            environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
            command = [sys.executable, "-W", "ignore", "-c", _PROGRAM.format(modules=modules)]
            output = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            seconds, kilobytes = output.stdout.split()[-2:]
            found[name].append((float(seconds), int(kilobytes)))
    return {
        name: Cost(statistics.median(seconds for seconds, _ in costs), round(statistics.median(size for _, size in costs) / 1024))
        for name, costs in found.items()
    }
