"""``python -m planroom`` and the ``planroom`` command."""

from planroom.entrypoints.cli.command import run


def main() -> None:
    """Run the command line."""
    run()


if __name__ == "__main__":
    main()
