from domain.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class ConventionIntrouvable(NotFound):
    code = "convention-introuvable"


class ConventionExistante(Conflict):
    code = "convention-existante"


class ConventionTerminee(Conflict):
    code = "convention-terminee"


class ConventionDUnAutre(Forbidden):
    code = "convention-d-un-autre"


class PlafondLegalDepasse(Invalid):
    code = "plafond-legal-depasse"


class PeriodeDeConventionInvalide(Invalid):
    code = "periode-de-convention-invalide"


class PartieInvalide(Invalid):
    """L'organisme désigné ne peut pas tenir ce rôle dans une convention."""

    code = "partie-de-convention-invalide"
