"""Text messages through a mail gateway: number@domain, as operators offer it.

The embedded servers of a workstation give no operator: the domain is then `sms.invalid` and the mail catcher keeps
the message beside the e-mails. A provider's own API is another class with the same method.
"""

from adapters.messagerie.courriel import SmtpMessagerie
from domain.communications.ports import Courriel, Remise, TexteSms


class SmsParCourriel:
    def __init__(self, messagerie: SmtpMessagerie, domaine: str) -> None:
        self._messagerie = messagerie
        self._domaine = domaine

    async def envoyer(self, sms: TexteSms) -> Remise:
        numero = sms.a.removeprefix("+")
        return await self._messagerie.envoyer(
            Courriel(reference=sms.reference, a=f"{numero}@{self._domaine}", objet="SMS", corps=sms.texte)
        )
