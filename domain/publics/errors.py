from domain.kernel.errors import Conflict, Invalid, NotFound


class PublicInconnu(NotFound):
    code = "public-inconnu"


class LabelIntrouvable(NotFound):
    code = "label-introuvable"


class LabelDejaPose(Conflict):
    code = "label-deja-pose"


class LabelNonManuel(Conflict):
    code = "label-non-manuel"


class LabelAutomatique(Conflict):
    code = "label-automatique"


class UrgenceIntrouvable(NotFound):
    code = "urgence-introuvable"


class UrgenceDejaDeclaree(Conflict):
    code = "urgence-deja-declaree"


class UrgenceDejaPriseEnCompte(Conflict):
    code = "urgence-deja-prise-en-compte"


class RegleInvalide(Invalid):
    code = "regle-invalide"


class DatesIncoherentes(Invalid):
    code = "dates-incoherentes"


class DemandeSansPriorite(Conflict):
    """Une priorité ne se pose que sur une demande en cours."""

    code = "demande-sans-priorite"
