"""What the roles are called."""

from collections.abc import Mapping

from kast_eval.study.roles import Role
from kast_eval.wording import marked

ROLE_NAMES: Mapping[Role, str] = {
    Role.COUNSELLOR: marked("behandlare"),
    Role.LEAD: marked("ansvarig på mottagningen"),
    Role.RESEARCHER: marked("forskare"),
    Role.COORDINATOR: marked("nationell samordnare"),
    Role.ADMINISTRATOR: marked("systemadministratör"),
    Role.AUDITOR: marked("granskare"),
}
