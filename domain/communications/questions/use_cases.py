from dataclasses import dataclass
from uuid import UUID

from domain.annonces.rules import porte_ce_nom
from domain.communications.ecriture import ecrire_aux_agents, joindre
from domain.communications.errors import QuestionSansDestinataire
from domain.communications.model import Message
from domain.communications.ports import CommunicationsUnitOfWork
from domain.communications.questions.model import Auteur, Question
from domain.communications.questions.policies import exiger_de_repondre
from domain.communications.questions.ports import QuestionsUnitOfWork
from domain.communications.rules.modeles import rediger
from domain.demandes.model import Demande
from domain.kernel.vocabulary import NumeroUnique
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class PoserUneQuestion:
    nom: str
    prenom: str
    email: str
    telephone: str | None
    numero_unique: str | None
    question: str


async def poser_une_question(command: PoserUneQuestion, acteur: Acteur, uow: QuestionsUnitOfWork) -> UUID:
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
        "lien": f"{uow.url_publique}/partenaires/questions",
    }
    organisme_id, adresses = await _qui_repond(demande, acteur.departement, uow)
    question = Question.recevoir(
        departement=acteur.departement,
        demande_id=_gardee_avec(demande),
        organisme_id=organisme_id,
        auteur=Auteur(
            nom=command.nom,
            prenom=command.prenom,
            email=command.email,
            telephone=command.telephone,
            numero_unique=numero,
        ),
        texte=command.question,
        le=uow.now(),
    )
    uow.questions.add(question)
    ecrire_aux_agents(adresses, "question_recue", acteur.departement, valeurs, uow)
    await _accuser(command, demande, acteur.departement, uow)
    return question.id


async def _sa_demande(numero: str | None, nom: str, departement: str, uow: CommunicationsUnitOfWork) -> Demande | None:
    demande_id = None if numero is None else await uow.demandes_connues.identifiant(departement, numero)
    if demande_id is None:
        return None
    demande = await uow.demandes.get(departement, demande_id)
    return demande if porte_ce_nom(demande.formulaire, nom) else None


async def _qui_repond(
    demande: Demande | None, departement: str, uow: CommunicationsUnitOfWork
) -> tuple[UUID | None, list[str]]:
    """Le guichet, et son adresse ou celles de ses agents qui valident ; sinon le gestionnaire du territoire."""
    if demande is not None and demande.organisme_id is not None:
        guichet = await uow.organismes.get(demande.organisme_id)
        if guichet.email:
            return guichet.id, [guichet.email]
        agents = await uow.referents(departement, guichet.id, Droit.DEMANDES_VALIDER.value)
        if agents:
            return guichet.id, list(agents)
    contact = await uow.contact_du_territoire(departement)
    if contact is None:
        raise QuestionSansDestinataire(
            "Votre question n'est pas partie : personne ne peut la recevoir ici. Appelez le numéro de cette page."
        )
    return None, [contact]


async def _accuser(
    command: PoserUneQuestion, demande: Demande | None, departement: str, uow: CommunicationsUnitOfWork
) -> None:
    """Gardé avec la demande quand elle est connue : son historique dit qu'une question a été posée."""
    valeurs = {"territoire": await uow.titre_du_territoire(departement)}
    texte = rediger("question_accusee", uow.today(), departement, valeurs)
    message = Message.ecrire(
        departement=departement,
        demande_id=_gardee_avec(demande),
        modele="question_accusee",
        destinataire=joindre(command.email),
        objet=texte.objet,
        corps=texte.corps,
        le=uow.now(),
    )
    uow.messages.add(message)


def _gardee_avec(demande: Demande | None) -> UUID | None:
    """Rien ne relie une question à une personne protégée : quelqu'un d'autre a pu la poser en son nom."""
    return demande.id if demande is not None and demande.protection is None else None


@dataclass(frozen=True, kw_only=True)
class PrendreUneQuestion:
    question_id: UUID


async def prendre_une_question(command: PrendreUneQuestion, acteur: Acteur, uow: QuestionsUnitOfWork) -> None:
    exiger(acteur, Droit.DEMANDES_VALIDER)
    question = await uow.questions.get(acteur.departement, command.question_id)
    exiger_de_repondre(acteur, question)
    question.prendre(acteur, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RepondreAUneQuestion:
    question_id: UUID
    reponse: str


async def repondre_a_une_question(command: RepondreAUneQuestion, acteur: Acteur, uow: QuestionsUnitOfWork) -> None:
    """La réponse part à l'adresse donnée, sans la question : rien ne prouve que son auteur en est le titulaire."""
    exiger(acteur, Droit.DEMANDES_VALIDER)
    question = await uow.questions.get(acteur.departement, command.question_id)
    exiger_de_repondre(acteur, question)
    valeurs = {
        "organisme": acteur.organisme_libelle or "Le fichier partagé",
        "reponse": command.reponse,
        "territoire": await uow.titre_du_territoire(question.departement),
    }
    texte = rediger("question_repondue", uow.today(), question.departement, valeurs)
    message = Message.ecrire(
        departement=question.departement,
        demande_id=question.demande_id,
        modele="question_repondue",
        destinataire=joindre(question.auteur.email),
        objet=texte.objet,
        corps=texte.corps,
        le=uow.now(),
    )
    question.repondre(command.reponse, acteur, message_id=message.id, le=uow.now())
    uow.messages.add(message)
