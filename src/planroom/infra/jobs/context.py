"""What a job gets: the same parts for every job, built once by bootstrap."""

from dataclasses import dataclass, field

from planroom.infra.database.unit_of_work import Database
from planroom.infra.mail.kept import KeptMail
from planroom.infra.mail.port import Mail
from planroom.infra.outbound.port import Outbound
from planroom.infra.settings import Settings
from planroom.infra.storage.port import Storage


@dataclass(frozen=True, slots=True)
class JobContext:
    """The outside world as jobs see it."""

    database: Database
    storage: Storage
    outbound: Outbound
    settings: Settings
    mail: Mail = field(default_factory=KeptMail)
