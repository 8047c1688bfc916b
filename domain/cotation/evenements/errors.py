from domain.kernel.errors import Conflict, Invalid, NotFound


class EvenementDeVieIntrouvable(NotFound):
    code = "evenement-de-vie-introuvable"


class EvenementDeVieImpossible(Conflict):
    code = "evenement-de-vie-impossible"


class DateDEvenementInvalide(Invalid):
    code = "date-d-evenement-invalide"


class ContestationIntrouvable(NotFound):
    code = "contestation-introuvable"


class ContestationImpossible(Conflict):
    code = "contestation-impossible"
