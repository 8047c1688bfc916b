from domain.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class GrilleIntrouvable(NotFound):
    code = "grille-introuvable"


class GrilleInvalide(Invalid):
    code = "grille-invalide"


class GrilleFigee(Conflict):
    code = "grille-figee"


class EtapeDeGrilleInterdite(Conflict):
    code = "etape-de-grille-interdite"


class GrilleNonPubliable(Conflict):
    code = "grille-non-publiable"


class RecalculPasArrete(Conflict):
    code = "recalcul-pas-arrete"


class GrilleDUnAutre(Forbidden):
    code = "grille-d-un-autre"


class EpciInconnu(Invalid):
    code = "epci-inconnu"
