"""Make the Python environment of the project, with nothing but a Python 3.8+ to start from.

``python3 scripts/setup_environment.py run`` installs what the assistant needs; ``dev`` what the
tests need besides. It does only what has not been done yet for the present lock files.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
PYTHON = VENV / "bin" / "python"
#: spaCy's own Dutch model, a release asset and therefore not on PyPI.
SPACY_MODEL = "nl_core_news_sm"
SPACY_WHEEL = "https://github.com/explosion/spacy-models/releases/download/nl_core_news_sm-3.4.0/nl_core_news_sm-3.4.0-py3-none-any.whl"
SPACY_TIMEOUT = 20


def say(text):
    """Print one line of progress at once."""
    print("[opzetten] " + text, flush=True)


def fail(text):
    """Stop with one clear message."""
    sys.exit("[opzetten] " + text)


def run(command, quiet=True, **options):
    """Run a command; stop with its output when it fails."""
    result = subprocess.run(command, stdout=subprocess.PIPE if quiet else None, stderr=subprocess.STDOUT if quiet else None, **options)
    if result.returncode:
        output = (result.stdout or b"").decode("utf-8", "replace")
        fail("Dit lukte niet: {}\n{}".format(" ".join(map(str, command)), output[-3000:]))


def is_root():
    """Tell whether packages of the system may be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(package, why):
    """Install a Debian package where that is possible; else say what to do."""
    if not shutil.which("apt-get") or not is_root():
        fail("{} Installeer het pakket '{}' (bijvoorbeeld: sudo apt-get install {}) en probeer het opnieuw.".format(why, package, package))
    say("{} Ik installeer '{}' met apt-get.".format(why, package))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update", "-qq"], env=environment)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], env=environment)


def ensure_uv():
    """Return the path of uv, from the project's own folder of tools."""
    uv = TOOLS / "bin" / "uv"
    lock = ROOT / "requirements" / "uv.lock"
    stamp = TOOLS / ("uv-" + digest(lock))
    if uv.exists() and stamp.exists():
        return uv
    say("Ik haal uv op (de installeerder).")
    command = [sys.executable, "-m", "venv", "--clear", str(TOOLS)]
    if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        apt_install("python3-venv", "Python mist de module venv.")
        run(command)
    run(
        [
            str(TOOLS / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            str(lock),
        ]
    )
    stamp.touch()
    return uv


def find_python310(uv):
    """Return a Python 3.10: on the path, among pyenv's versions, known to uv, or fetched by uv."""
    candidates = [shutil.which("python3.10")]
    for root in (os.environ.get("PYENV_ROOT"), str(Path.home() / ".pyenv")):
        if root:
            candidates += sorted(map(str, Path(root).glob("versions/3.10*/bin/python3.10")), reverse=True)
    for candidate in candidates:
        # pyenv's shim exists also when its version is not active, and then fails.
        if candidate and works(candidate):
            return candidate
    found = subprocess.run([str(uv), "python", "find", "3.10"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    path = found.stdout.decode().strip()
    if not found.returncode and path and works(path):
        return path
    say("Er is geen Python 3.10; ik laat uv die ophalen.")
    if not subprocess.run([str(uv), "python", "install", "3.10"]).returncode:
        found = subprocess.run([str(uv), "python", "find", "3.10"], stdout=subprocess.PIPE)
        return found.stdout.decode().strip()
    return fail(
        "Python 3.10 is nodig (Rasa 3.6 werkt niet met 3.11 of nieuwer), en uv kan die hier niet ophalen.\n"
        "Installeer Python 3.10, bijvoorbeeld met pyenv: 'pyenv install 3.10', en probeer het opnieuw."
    )


def works(python):
    """Tell whether the program is a Python 3.10 that runs."""
    try:
        answer = subprocess.run(
            [python, "-c", "import sys; print(sys.version_info[:2] == (3, 10))"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.stdout.strip() == b"True"


def digest(path):
    """Return a short hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def install(kind):
    """Make ``.venv`` fit the lock file of that kind (``run`` or ``dev``)."""
    lock = ROOT / "requirements" / (kind + ".lock")
    stamp = VENV / (kind + "-" + digest(lock))
    if stamp.exists() and PYTHON.exists():
        return
    uv = ensure_uv()
    if not (PYTHON.exists() and works(str(PYTHON))):
        python = find_python310(uv)
        say("Ik maak .venv met Python 3.10.")
        run([str(uv), "venv", "--quiet", "--clear", "--python", python, str(VENV)])
    say("Ik installeer de pakketten uit requirements/{}.lock (een paar minuten de eerste keer).".format(kind))
    start = time.time()
    run([str(uv), "pip", "install", "--require-hashes", "--python", str(PYTHON), "-r", str(lock)], quiet=False)
    say("Klaar met installeren ({:.0f} seconden).".format(time.time() - start))
    stamp.touch()
    if kind == "dev":
        # What the tests need includes what the assistant needs.
        (VENV / ("run-" + digest(ROOT / "requirements" / "run.lock"))).touch()


def install_spacy_model():
    """Try spaCy's own model once; the assistant has a small pipeline for where that fails."""
    tried = VENV / "spacy-model-tried"
    if (
        tried.exists()
        or not subprocess.run(
            [str(PYTHON), "-c", "import importlib.util as u, sys; sys.exit(not u.find_spec('{}'))".format(SPACY_MODEL)]
        ).returncode
    ):
        return
    tried.touch()
    command = [str(ensure_uv()), "pip", "install", "--quiet", "--no-deps", "--python", str(PYTHON), SPACY_WHEEL]
    environment = dict(os.environ, UV_HTTP_TIMEOUT="5", UV_HTTP_RETRIES="0", UV_HTTP_CONNECT_TIMEOUT="5")
    try:
        failed = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SPACY_TIMEOUT, env=environment
        ).returncode
    except subprocess.TimeoutExpired:
        failed = True
    if failed:
        say("spaCy's model {} is hier niet op te halen; de assistent gebruikt zijn eigen kleine pijplijn.".format(SPACY_MODEL))
    else:
        say("spaCy's model {} is geïnstalleerd.".format(SPACY_MODEL))


def main():
    """Set up for running, or for developing."""
    if os.name == "nt":
        fail("Windows wordt niet ondersteund; gebruik WSL2.")
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    install(kind)
    install_spacy_model()
    run([str(PYTHON), "-m", "bouwstenen", "prepare"], quiet=False, cwd=str(ROOT), env=dict(os.environ, RASA_TELEMETRY_ENABLED="false"))


if __name__ == "__main__":
    main()
