from domain.kernel.errors import Conflict, Invalid, NotFound


class AnnonceIntrouvable(NotFound):
    code = "annonce-introuvable"


class AnnonceDejaPubliee(Conflict):
    code = "annonce-deja-publiee"


class AnnonceDejaRetiree(Conflict):
    code = "annonce-deja-retiree"


class BienNonPubliable(Conflict):
    code = "bien-non-publiable"


class AnnonceIncoherente(Invalid):
    code = "annonce-incoherente"
