from domain.kernel.errors import Conflict, NotFound


class DoublonIntrouvable(NotFound):
    code = "doublon-introuvable"


class FusionIntrouvable(NotFound):
    code = "fusion-introuvable"


class FusionImpossible(Conflict):
    code = "fusion-impossible"


class FusionIrreversible(Conflict):
    code = "fusion-irreversible"


class DoublonFusionne(Conflict):
    code = "doublon-fusionne"
