"""``planroom demo``."""

import click


@click.command("demo")
@click.option("--oneshot", is_flag=True, help="End when the story is told, instead of serving on.")
def command(*, oneshot: bool) -> int:
    """Run the platform's main job before your eyes: order, plan, change request, corrected plan.

    Starts API and worker in the data folder, a receiver for webhooks, and a demo company. Serves until it is
    interrupted, so that you can look around.
    """
    from rich.console import Console

    from planroom.entrypoints.cli.demo.run import run_demo
    from planroom.entrypoints.cli.demo.screen import Screen

    return run_demo(Screen(Console(soft_wrap=True)), serve_on=not oneshot)
