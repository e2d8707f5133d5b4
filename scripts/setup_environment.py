"""Make the Python environment of the project, with nothing but a Python 3.8+ to start from.

``python3 scripts/setup_environment.py run`` installs what the assistant needs; ``dev`` what the
tests need besides, Node and Chromium for the widget included. It does only what has not been done
yet for the present lock files.
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
WIDGET = ROOT / "widget"
#: Node from PyPI, for machines that have none (or an old one).
NODE = TOOLS / "node"
#: A browser that is there already, in the order in which the tests take it.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT_TIMEOUT = 300
APT = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
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


def has_apt():
    """Tell whether packages of Debian can be installed here."""
    return bool(shutil.which("apt-get")) and is_root()


def apt_install(package, why):
    """Install a Debian package where that is possible; else say what to do."""
    if not has_apt():
        fail("{} Installeer het pakket '{}' (bijvoorbeeld: sudo apt-get install {}) en probeer het opnieuw.".format(why, package, package))
    say("{} Ik installeer '{}' met apt-get.".format(why, package))
    for command in apt_commands(package):
        run(command, env=APT)


def apt_commands(*packages):
    """Return what installs these packages of Debian."""
    return (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])


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


def quietly(command, timeout=None, **options):
    """Run a command without showing anything; return whether it went well, within the time in seconds."""
    try:
        return not subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=timeout, **options).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def is_suitable(node):
    """Tell whether that Node runs and is one of those that widget/package.json names under "engines"."""
    try:
        answer = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20).stdout.decode()
        version = tuple(int(part) for part in answer.strip().lstrip("v").split(".")[:2])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False
    return (20, 19) <= version < (21,) or (22, 12) <= version < (23,) or version >= (24,)


def node_path():
    """Return the search path on which Node and npm are found, the project's own first."""
    return os.pathsep.join([str(NODE / "bin"), os.environ.get("PATH", "")])


def install_node():
    """Make sure of Node and npm: those of the machine, or those from PyPI in the project's own folder."""
    node, npm = (shutil.which(name, path=node_path()) for name in ("node", "npm"))
    if node and npm and is_suitable(node):
        return
    uv = ensure_uv()
    say("Er is geen geschikte Node met npm; ik haal die op.")
    run([str(uv), "venv", "--quiet", "--clear", "--python", str(PYTHON), str(NODE)])
    lock = ROOT / "requirements" / "node.lock"
    run([str(uv), "pip", "install", "--require-hashes", "--python", str(NODE / "bin" / "python"), "-r", str(lock)])


def install_widget():
    """Install the tools and libraries of the widget, exactly those of its lock file."""
    stamp = WIDGET / "node_modules" / (".installed-" + digest(WIDGET / "package-lock.json"))
    if stamp.exists():
        return
    say("Ik installeer de pakketten uit widget/package-lock.json.")
    npm = shutil.which("npm", path=node_path())
    run([npm, "ci", "--no-fund", "--no-audit"], cwd=str(WIDGET), env=dict(os.environ, PATH=node_path()))
    stamp.touch()


def find_chromium():
    """Return the Chromium or Chrome of this machine, if it has one."""
    return next((found for found in map(shutil.which, BROWSERS) if found), None)


def playwright_has_chromium():
    """Tell whether Playwright has a browser of its own, downloaded before."""
    code = (
        "import os, sys\n"
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: sys.exit(not os.path.exists(p.chromium.executable_path))"
    )
    return quietly([str(PYTHON), "-c", code], timeout=60)


def install_chromium():
    """Make sure of a browser for the tests: the machine's, Debian's, or else Playwright's own."""
    if find_chromium():
        return
    if has_apt():
        say("Er is geen Chromium voor de tests. Ik installeer 'chromium' met apt-get.")
        # Without letters of any kind a page has no text to measure.
        if all(quietly(command, env=APT) for command in apt_commands("chromium", "fonts-liberation")) and find_chromium():
            return
    if playwright_has_chromium():
        return
    say("Ik probeer de Chromium van Playwright op te halen.")
    if not quietly([str(PYTHON), "-m", "playwright", "install", "chromium"], timeout=PLAYWRIGHT_TIMEOUT):
        fail(
            "Voor de tests in de browser is Chromium nodig, en die is hier niet op te halen.\n"
            "Installeer Chromium of Chrome (bijvoorbeeld: sudo apt-get install chromium) en probeer het opnieuw."
        )


def main():
    """Set up for running, or for developing."""
    if os.name == "nt":
        fail("Windows wordt niet ondersteund; gebruik WSL2.")
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    install(kind)
    install_spacy_model()
    if kind == "dev":
        install_node()
        install_widget()
        install_chromium()
    run([str(PYTHON), "-m", "bouwstenen", "prepare"], quiet=False, cwd=str(ROOT), env=dict(os.environ, RASA_TELEMETRY_ENABLED="false"))


if __name__ == "__main__":
    main()
