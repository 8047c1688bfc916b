from domain.kernel.errors import Conflict, Invalid, NotFound


class TravailIntrouvable(NotFound):
    code = "travail-introuvable"


class TropDeDemandes(Invalid):
    """Un fichier que l'on emporte, ou un message, a une taille au-delà de laquelle il faut s'expliquer."""

    code = "trop-de-demandes"


class AucuneDemande(Invalid):
    code = "aucune-demande"


class ColonneInconnue(Invalid):
    code = "colonne-inconnue"


class TerritoireSansGrille(Invalid):
    code = "territoire-sans-grille"


class ResultatIndisponible(Conflict):
    code = "resultat-indisponible"


class TravailDejaFini(Conflict):
    code = "travail-deja-fini"


class TravailNonRelancable(Conflict):
    code = "travail-non-relancable"
