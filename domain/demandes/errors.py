from domain.kernel.errors import Conflict, Forbidden, Invalid, Locked, NotFound
from domain.kernel.vocabulary import NirInvalide as NirInvalide


class DemandeIntrouvable(NotFound):
    code = "demande-introuvable"


class TransitionInterdite(Conflict):
    code = "transition-interdite"


class RenouvellementTropTot(Conflict):
    code = "renouvellement-trop-tot"


class EcheanceNonAtteinte(Conflict):
    code = "echeance-non-atteinte"


class DelaiPasse(Conflict):
    code = "delai-passe"


class AvertissementRequis(Conflict):
    code = "avertissement-requis"


class AvertissementEnCours(Conflict):
    code = "avertissement-deja-envoye"


class ActeReserve(Forbidden):
    code = "acte-reserve"


class CodeDeRestaurationRefuse(Invalid):
    code = "code-refuse"


class DateInvraisemblable(Invalid):
    code = "date-invraisemblable"


class DemandeurIndispensable(Invalid):
    code = "demandeur-indispensable"


class NomDeNaissanceManquant(Invalid):
    code = "nom-de-naissance-manquant"


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


class EnregistrementReserve(Forbidden):
    """Un accord des partenaires dit qui enregistre cette demande (arrêté du 23 mars 2015, § 1)."""

    code = "enregistrement-reserve"


class DelegationAbsente(Forbidden):
    code = "delegation-absente"


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


class MotifContraire(Invalid):
    """La lettre ne dit pas ce que la commission a décidé."""

    code = "motif-contraire"


class AccordDuDemandeurManquant(Invalid):
    """Un tiers n'apporte rien au dossier sans l'accord de la personne (arrêté du 23 mars 2015, § 4)."""

    code = "accord-du-demandeur-manquant"


class CodeDIdentifiantRefuse(Invalid):
    """Le code reçu à la nouvelle adresse n'est pas le bon."""

    code = "code-d-identifiant-refuse"


class IdentifiantDejaPris(Conflict):
    code = "identifiant-deja-pris"
