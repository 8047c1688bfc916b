from domain.kernel.errors import Conflict, NotFound


class TransmissionIntrouvable(NotFound):
    code = "transmission-introuvable"


class TransmissionEnCours(Conflict):
    code = "transmission-en-cours"


class SneIndisponible(Conflict):
    """Le SNE n'a pas répondu, ou pas de façon lisible : la transmission reste à faire."""

    code = "sne-indisponible"
