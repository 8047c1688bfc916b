from domain.kernel.errors import Conflict, Invalid


class GesteImpossible(Conflict):
    code = "changement-de-personne-impossible"


class JustificatifInsuffisant(Invalid):
    code = "justificatif-insuffisant"


class CodemandeurAGarder(Conflict):
    code = "codemandeur-a-garder"


class ProtectionImpossible(Conflict):
    code = "protection-impossible"
