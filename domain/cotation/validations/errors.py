from domain.kernel.errors import Conflict, NotFound


class CritereAValiderIntrouvable(NotFound):
    code = "critere-a-valider-introuvable"


class ValidationIntrouvable(NotFound):
    code = "validation-introuvable"


class ValidationImpossible(Conflict):
    code = "validation-impossible"
