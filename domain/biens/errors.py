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


class ReserveAuBailleur(Forbidden):
    code = "reserve-au-bailleur"
