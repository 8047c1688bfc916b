from domain.kernel.errors import Conflict, NotFound


class MessageIntrouvable(NotFound):
    code = "message-introuvable"


class MessagerieIndisponible(Conflict):
    """Le serveur d'envoi ne répond pas : la livraison sera rejouée."""

    code = "messagerie-indisponible"


class AttestationIndisponible(Conflict):
    code = "attestation-indisponible"
