from domain.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class PropositionIntrouvable(NotFound):
    code = "proposition-introuvable"


class PropositionImpossible(Conflict):
    """L'état de la proposition, du bien ou de la demande ne permet pas cet acte."""

    code = "proposition-impossible"


class BienDejaAttribue(Conflict):
    code = "bien-deja-attribue"


class DemandeDejaLogee(Conflict):
    code = "demande-deja-logee"


class DemandeDejaRetenue(Conflict):
    code = "demande-deja-retenue"


class DejaPositionnee(Conflict):
    code = "demande-deja-positionnee"


class CandidatNonRecevable(Conflict):
    """La demande ne peut pas être positionnée sur ce bien."""

    code = "candidat-non-recevable"


class DelaiDeReponseDepasse(Conflict):
    code = "delai-de-reponse-depasse"


class RangPrecedentEnAttente(Conflict):
    code = "rang-precedent-en-attente"


class MotifDeRefusInvalide(Invalid):
    code = "motif-de-refus-invalide"


class DatesDuBailInvalides(Invalid):
    code = "dates-du-bail-invalides"


class BienDUnAutre(Forbidden):
    code = "bien-d-un-autre-organisme"
