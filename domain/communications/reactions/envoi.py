"""Un message écrit part ; s'il ne part pas, il repartira."""

from uuid import UUID

from domain.communications.events import MessageARenvoyer, MessagePret
from domain.communications.model import CanalMessage, Cout, Message
from domain.communications.ports import CommunicationsUnitOfWork, Courriel, Issue, Remise, TexteSms
from domain.communications.rules.couts import cout_du_courriel, cout_du_sms
from domain.communications.rules.modeles import attentes
from domain.organismes.acteur import Acteur


async def envoyer_le_message(event: MessagePret, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    await _envoyer(event.departement, event.aggregate_id, uow)


async def renvoyer_le_message(event: MessageARenvoyer, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    await _envoyer(event.departement, event.aggregate_id, uow)


async def _envoyer(departement: str, message_id: UUID, uow: CommunicationsUnitOfWork) -> None:
    message = await uow.messages.get(departement, message_id)
    if not message.attend or message.canal is CanalMessage.COURRIER:  # une lettre attend son lot
        return
    reference = f"message-{message.id}"
    remise: Remise
    if message.canal is CanalMessage.SMS:
        remise = await uow.sms.envoyer(TexteSms(reference=reference, a=message.destinataire, texte=message.corps))
    else:
        remise = await uow.messagerie.envoyer(
            Courriel(reference=reference, a=message.destinataire, objet=message.objet, corps=message.corps)
        )
    if remise.issue is Issue.ACCEPTE:
        message.noter_envoi(cout=_cout(message, uow), le=uow.now())
    else:
        prevues = attentes(uow.today()) if remise.issue is Issue.REPORTE else ()
        message.noter_echec(cause=remise.cause, attentes=prevues, le=uow.now())


def _cout(message: Message, uow: CommunicationsUnitOfWork) -> Cout:
    if message.canal is CanalMessage.SMS:
        return cout_du_sms(message.corps, uow.today(), message.departement)
    return cout_du_courriel(uow.today(), message.departement)
