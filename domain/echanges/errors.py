from domain.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class AccesRefuse(Unauthenticated):
    """Jeton absent, illisible, périmé ou d'un client révoqué : la réponse ne dit pas lequel."""

    code = "jeton-d-acces-refuse"


class PorteeManquante(Forbidden):
    code = "portee-manquante"


class ClientTiersIntrouvable(NotFound):
    code = "client-tiers-introuvable"


class AccesDejaFerme(Conflict):
    code = "acces-deja-ferme"


class AbonnementIntrouvable(NotFound):
    code = "abonnement-introuvable"


class AttributionIntrouvable(NotFound):
    code = "attribution-introuvable"


class TropDAbonnements(Conflict):
    code = "trop-d-abonnements"


class AdresseInterdite(Invalid):
    code = "adresse-interdite"


class CurseurIllisible(Invalid):
    code = "curseur-illisible"
