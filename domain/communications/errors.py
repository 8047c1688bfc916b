from domain.kernel.errors import Conflict, NotFound


class MessageIntrouvable(NotFound):
    code = "message-introuvable"


class MessagerieIndisponible(Conflict):
    """Le serveur d'envoi ne répond pas : la livraison sera rejouée."""

    code = "messagerie-indisponible"


class AttestationIndisponible(Conflict):
    code = "attestation-indisponible"


class QuestionSansDestinataire(Conflict):
    """Ni guichet, ni gestionnaire n'a d'adresse : mieux vaut le dire que perdre la question."""

    code = "question-sans-destinataire"
