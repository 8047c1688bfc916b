from domain.kernel.errors import Conflict, Forbidden, Invalid, Locked, NotFound
from domain.kernel.vocabulary import NirInvalide as NirInvalide


class DemandeIntrouvable(NotFound):
    code = "demande-introuvable"


class TransitionInterdite(Conflict):
    code = "transition-interdite"


class RenouvellementTropTot(Conflict):
    code = "renouvellement-trop-tot"


class DemandeIncomplete(Invalid):
    code = "demande-incomplete"


class DemandeVerrouillee(Locked):
    code = "demande-verrouillee"


class IdentiteNonVerifiee(Conflict):
    code = "identite-non-verifiee"


class DoublonPossible(Conflict):
    code = "doublon-possible"


class GuichetSansCode(Forbidden):
    code = "guichet-sans-code"


class MotifInconnu(Invalid):
    code = "motif-inconnu"


class PersonneIntrouvable(NotFound):
    code = "personne-introuvable"


class DemandeDejaCommencee(Conflict):
    code = "demande-deja-commencee"


class NirDansLAdresse(Invalid):
    """Une adresse reste dans l'historique du navigateur et dans les journaux des serveurs."""

    code = "nir-dans-l-adresse"


class TelephoneIllisible(Invalid):
    code = "telephone-illisible"


class UnSeulNumero(Invalid):
    code = "un-seul-numero"
