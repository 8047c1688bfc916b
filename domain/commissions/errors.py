from domain.kernel.errors import ConcurrentEdit, Conflict, Forbidden, Invalid, NotFound


class CommissionIntrouvable(NotFound):
    code = "commission-introuvable"


class CandidatNonInscrit(NotFound):
    """Ce candidat ne passe pas dans cette commission."""

    code = "candidat-non-inscrit"


class CommissionCloturee(Conflict):
    code = "commission-cloturee"


class CommissionDUnAutre(Forbidden):
    code = "commission-d-un-autre-organisme"


class DecisionIncomplete(Invalid):
    code = "decision-incomplete"


class DecisionDejaPrise(ConcurrentEdit):
    """Deux membres ont décidé en même temps : le second lit qui a décidé, et quoi."""

    code = "decision-deja-prise"


class DecisionIrrevocable(Conflict):
    code = "decision-irrevocable"


class RangDejaDonne(Conflict):
    code = "rang-deja-donne"


class AttributionUnique(Conflict):
    code = "attribution-unique"


class TropPeuDeCandidats(Conflict):
    code = "trop-peu-de-candidats"


class DecisionsManquantes(Conflict):
    code = "decisions-manquantes"
