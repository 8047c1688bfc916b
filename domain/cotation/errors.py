from domain.kernel.errors import Conflict, Invalid, NotFound


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
