"""``python -m bouwstenen <command>``; see :mod:`bouwstenen.cli`."""

from bouwstenen.cli import main

if __name__ == "__main__":
    main()
