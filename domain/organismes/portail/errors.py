from domain.kernel.errors import Conflict, Invalid, NotFound


class PortailNonOuvert(NotFound):
    code = "portail-non-ouvert"


class PortailDejaOuvert(Conflict):
    code = "portail-deja-ouvert"


class PortailInvalide(Invalid):
    """Un portail se lit, dit à qui s'adresser, et ne répond pas deux fois à la même question."""

    code = "portail-invalide"


class LogoDuPortailAbsent(NotFound):
    code = "logo-du-portail-absent"
