from dataclasses import dataclass
from uuid import UUID

from domain.annonces.rules import porte_ce_nom
from domain.communications.ecriture import ecrire_aux_agents, joindre
from domain.communications.errors import QuestionSansDestinataire
from domain.communications.model import Message
from domain.communications.ports import CommunicationsUnitOfWork
from domain.communications.rules.modeles import rediger
from domain.demandes.model import Demande
from domain.kernel.vocabulary import NumeroUnique
from domain.organismes.acteur import Acteur, Droit


@dataclass(frozen=True, kw_only=True)
class PoserUneQuestion:
    nom: str
    prenom: str
    email: str
    telephone: str | None
    numero_unique: str | None
    question: str


async def poser_une_question(command: PoserUneQuestion, acteur: Acteur, uow: CommunicationsUnitOfWork) -> UUID:
    """La question arrive au guichet de la demande quand le numéro et le nom concordent, sinon au gestionnaire.

    Son auteur en reçoit l'accusé, sans son texte : le fichier ne sert pas à écrire à n'importe qui. Ni l'accusé ni la
    réponse ne disent si le numéro est connu.
    """
    numero = NumeroUnique.lire(command.numero_unique).valeur if command.numero_unique else None
    demande = await _sa_demande(numero, command.nom, acteur.departement, uow)
    valeurs = {
        "nom": command.nom,
        "prenom": command.prenom,
        "email": command.email,
        "telephone": command.telephone or "non donné",
        "numero_unique": numero or "non donné",
        "question": command.question,
    }
    adresses = await _qui_repond(demande, acteur.departement, uow)
    ecrire_aux_agents(adresses, "question_recue", acteur.departement, valeurs, uow)
    accuse = await _accuser(command, demande, acteur.departement, uow)
    return accuse.id


async def _sa_demande(numero: str | None, nom: str, departement: str, uow: CommunicationsUnitOfWork) -> Demande | None:
    demande_id = None if numero is None else await uow.demandes_connues.identifiant(departement, numero)
    if demande_id is None:
        return None
    demande = await uow.demandes.get(departement, demande_id)
    return demande if porte_ce_nom(demande.formulaire, nom) else None


async def _qui_repond(demande: Demande | None, departement: str, uow: CommunicationsUnitOfWork) -> list[str]:
    """L'adresse du guichet, sinon celles de ses agents qui valident, sinon celle du gestionnaire du territoire."""
    if demande is not None and demande.organisme_id is not None:
        guichet = await uow.organismes.get(demande.organisme_id)
        if guichet.email:
            return [guichet.email]
        agents = await uow.referents(departement, guichet.id, Droit.DEMANDES_VALIDER.value)
        if agents:
            return list(agents)
    contact = await uow.contact_du_territoire(departement)
    if contact is None:
        raise QuestionSansDestinataire(
            "Votre question n'est pas partie : personne ne peut la recevoir ici. Appelez le numéro de cette page."
        )
    return [contact]


async def _accuser(
    command: PoserUneQuestion, demande: Demande | None, departement: str, uow: CommunicationsUnitOfWork
) -> Message:
    """Gardé avec la demande quand elle est connue : son historique dit qu'une question a été posée."""
    valeurs = {"territoire": await uow.titre_du_territoire(departement)}
    texte = rediger("question_accusee", uow.today(), departement, valeurs)
    message = Message.ecrire(
        departement=departement,
        demande_id=demande.id if demande is not None and demande.protection is None else None,
        modele="question_accusee",
        destinataire=joindre(command.email),
        objet=texte.objet,
        corps=texte.corps,
        le=uow.now(),
    )
    uow.messages.add(message)
    return message
