"""docs/reference/jobs.md."""

from planroom.bootstrap import find_jobs
from tools.reference.page import page, summary, table


def make() -> str:
    """List every job."""
    rows = [(f"`{job.name}`", f"`{job.queue}`", summary(job.run)) for job in find_jobs()]
    return page(
        "Jobs",
        "Work that is queued in the transaction of the rows it is about. A name is stored with queued work, so it is "
        "never changed or reused. Every job may run more than once.",
        table(("job", "queue", "what it does"), rows),
    )
