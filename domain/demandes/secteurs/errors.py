from domain.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class SecteurIntrouvable(NotFound):
    code = "secteur-introuvable"


class SecteurDUnAutre(Forbidden):
    """Un secteur est une décision de son EPCI."""

    code = "secteur-d-un-autre"


class SecteurInvalide(Invalid):
    """Un secteur réunit des communes de son EPCI, et des quartiers de ces communes."""

    code = "secteur-invalide"


class SecteurDejaNomme(Conflict):
    """Deux secteurs ouverts d'un même EPCI ne portent pas le même nom : le demandeur ne saurait lequel choisir."""

    code = "secteur-deja-nomme"


class SecteurFerme(Conflict):
    code = "secteur-ferme"


class SecteurInconnu(Invalid):
    """Le secteur choisi n'existe pas, ou n'est pas ouvert aujourd'hui."""

    code = "secteur-inconnu"
