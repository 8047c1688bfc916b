from domain.kernel.errors import Conflict, Invalid, NotFound


class DelegationIntrouvable(NotFound):
    code = "delegation-introuvable"


class AccordIntrouvable(NotFound):
    code = "accord-d-enregistrement-introuvable"


class DelegationImpossible(Conflict):
    code = "delegation-impossible"


class AccordImpossible(Conflict):
    code = "accord-d-enregistrement-impossible"


class PeriodeInvraisemblable(Invalid):
    code = "periode-invraisemblable"
