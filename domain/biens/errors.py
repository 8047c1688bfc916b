from domain.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class BienIntrouvable(NotFound):
    code = "bien-introuvable"


class ResidenceIntrouvable(NotFound):
    code = "residence-introuvable"


class BienDejaEnregistre(Conflict):
    code = "bien-deja-enregistre"


class BienDansUnAutreEtat(Conflict):
    code = "bien-dans-un-autre-etat"


class BienIncoherent(Invalid):
    code = "bien-incoherent"


class RplsAttendu(Invalid):
    """Un bail ne se signe pas sans l'identifiant RPLS d'un logement qui en a un (arrêté du 23 mars 2015, § 6.2)."""

    code = "rpls-attendu"


class ReserveAuBailleur(Forbidden):
    code = "reserve-au-bailleur"
