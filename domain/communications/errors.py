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


class LettreNonPostee(Conflict):
    code = "lettre-non-postee"


class LettreIntrouvable(NotFound):
    code = "lettre-introuvable"


class LotDeCourriersIntrouvable(NotFound):
    code = "lot-de-courriers-introuvable"


class LotDejaRemis(Conflict):
    code = "lot-de-courriers-deja-remis"


class LotOublie(Conflict):
    """Ses documents ont été effacés, comme prévu, quelque temps après sa remise."""

    code = "lot-de-courriers-oublie"
