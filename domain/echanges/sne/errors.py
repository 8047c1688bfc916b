from domain.kernel.errors import Conflict, NotFound


class TransmissionIntrouvable(NotFound):
    code = "transmission-introuvable"


class TransmissionEnCours(Conflict):
    code = "transmission-en-cours"


class SneIndisponible(Conflict):
    """Le SNE n'a pas répondu, ou pas de façon lisible : la transmission reste à faire."""

    code = "sne-indisponible"


class LiaisonFermee(Conflict):
    """Aucune convention n'ouvre encore la liaison avec le SNE."""

    code = "liaison-sne-fermee"


class DemandeInconnueDuSne(Conflict):
    """Sans numéro unique, une demande n'est pas connue du SNE."""

    code = "demande-inconnue-du-sne"
