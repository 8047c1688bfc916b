from domain.kernel.errors import Conflict, NotFound


class FiltreIntrouvable(NotFound):
    code = "filtre-introuvable"


class FiltreDejaNomme(Conflict):
    code = "filtre-deja-nomme"


class TropDeFiltres(Conflict):
    code = "trop-de-filtres"
