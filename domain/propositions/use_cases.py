from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.biens.codes import EtatBien
from domain.biens.errors import RplsAttendu
from domain.biens.model import Bien
from domain.biens.policies import exiger_visible as exiger_bien_visible
from domain.biens.rules import rpls_attendu
from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.model import Demande
from domain.demandes.policies import exiger_visible as exiger_demande_visible
from domain.kernel.errors import ConcurrentEdit, ErreurDeChamp
from domain.kernel.identifiers import new_id
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.policies import exiger as exiger_droit
from domain.propositions.codes import AccordCollectif, EtatProposition, MotifArret, MotifRefusCandidat
from domain.propositions.errors import CandidatNonRecevable
from domain.propositions.model import Acte, Proposition
from domain.propositions.parametres import dernier_jour_pour_repondre
from domain.propositions.policies import erreur, exiger, raison_organisme
from domain.propositions.ports import PropositionsUnitOfWork
from domain.propositions.rules import exiger_motif_de_refus


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Une proposition, son bien et sa demande, tenus dans l'ordre : bien, demande, proposition."""

    proposition: Proposition
    bien: Bien
    demande: Demande


async def tenir(
    acteur: Acteur, uow: PropositionsUnitOfWork, proposition_id: UUID, acte: Acte, version: int | None
) -> Dossier:
    """Le dossier, si l'acteur peut y faire cet acte et si personne ne l'a changé depuis son écran."""
    dossier = await tenir_dans_l_ordre(acteur.departement, proposition_id, uow)
    proposition = dossier.proposition
    exiger(acteur, proposition, acte, await uow.propositions.contexte(proposition), uow.today())
    if version is not None and proposition.version != version:
        raise ConcurrentEdit(
            "Cette proposition a été modifiée depuis que vous l'avez ouverte. Rechargez-la, comparez, puis recommencez."
        )
    return dossier


async def tenir_dans_l_ordre(departement: str, proposition_id: UUID, uow: PropositionsUnitOfWork) -> Dossier:
    """Le bien, puis la demande, puis la proposition : deux agents s'attendent sans jamais se bloquer."""
    parties = await uow.propositions.parties(departement, proposition_id)
    bien = await uow.biens.get(departement, parties.bien_id, exclusif=True)
    demande = await uow.demandes.get(departement, parties.demande_id, exclusif=True)
    proposition = await uow.propositions.get(departement, proposition_id, exclusif=True)
    return Dossier(proposition=proposition, bien=bien, demande=demande)


@dataclass(frozen=True, kw_only=True)
class RetenirCandidats:
    bien_id: UUID
    demandes: Sequence[UUID]


async def retenir_candidats(command: RetenirCandidats, acteur: Acteur, uow: PropositionsUnitOfWork) -> list[UUID]:
    """Le bailleur retient des candidats pour un logement ; si l'un d'eux ne peut pas l'être, aucun ne l'est."""
    exiger_droit(acteur, Droit.PROPOSITIONS_ECRIRE)
    bien = await uow.biens.get(acteur.departement, command.bien_id, exclusif=True)
    exiger_bien_visible(acteur, bien)
    raison = raison_organisme(acteur, bien.organisme_id)
    if raison is not None:
        raise erreur(raison)
    voulues = list(dict.fromkeys(command.demandes))
    ouvertes = await uow.propositions.ouvertes_du_bien(bien.departement, bien.mise_en_location_id)
    engagees = await uow.propositions.demandes_engagees(bien.departement, voulues)
    candidats = [await uow.demandes.get(bien.departement, id) for id in sorted(voulues)]
    for demande in candidats:
        exiger_demande_visible(acteur, demande)
    _exiger_recevables(candidats, {p.demande_id for p in ouvertes}, engagees)
    propositions = {
        demande.id: Proposition.retenir(
            id=new_id(),
            departement=bien.departement,
            bien_id=bien.id,
            mise_en_location_id=bien.mise_en_location_id,
            bien_libelle=designation(bien),
            demande_id=demande.id,
            numero_unique=demande.numero_unique or demande.reference,
            organisme_id=bien.organisme_id,
            par=acteur.libelle,
            le=uow.now(),
        )
        for demande in candidats
    }
    bien.proposer([propositions[id].numero_unique for id in voulues], le=uow.now())
    for proposition in propositions.values():
        uow.propositions.add(proposition)
    return [propositions[id].id for id in voulues]


def _exiger_recevables(candidats: Sequence[Demande], positionnees: set[UUID], engagees: frozenset[UUID]) -> None:
    raisons = []
    for demande in candidats:
        qui = demande.numero_unique or demande.reference
        if demande.etat is not EtatDemande.ACTIVE:
            raisons.append(
                Raison(
                    code="demande-inactive",
                    phrase=f"La demande {qui} n'est pas active : elle est « {demande.etat.libelle.lower()} ».",
                    parametres={"demande_id": str(demande.id)},
                )
            )
        elif demande.id in positionnees:
            raisons.append(
                Raison(
                    code="demande-positionnee",
                    phrase=f"La demande {qui} est déjà positionnée sur ce logement.",
                    parametres={"demande_id": str(demande.id)},
                )
            )
        elif demande.id in engagees:
            raisons.append(
                Raison(
                    code="demande-engagee",
                    phrase=f"La demande {qui} a déjà accepté un autre logement.",
                    parametres={"demande_id": str(demande.id)},
                )
            )
    if raisons:
        raise CandidatNonRecevable(f"{raisons[0].phrase} Aucun candidat n'a été retenu.", raisons=raisons)


def designation(bien: Bien) -> str:
    """Le logement en quelques mots, tel que l'historique le nomme."""
    logement = bien.logement
    return f"{logement.typologie.libelle} de {logement.surface} m², {logement.adresse} (réf. {bien.reference})"


@dataclass(frozen=True, kw_only=True)
class NotifierProposition:
    proposition_id: UUID
    version: int | None


async def notifier_proposition(command: NotifierProposition, acteur: Acteur, uow: PropositionsUnitOfWork) -> None:
    """Le logement est proposé au candidat, dans l'ordre décidé par la commission (CCH R441-3, R441-10)."""
    dossier = await tenir(acteur, uow, command.proposition_id, Acte.NOTIFIER, command.version)
    notifier(dossier.proposition, uow)


def notifier(proposition: Proposition, uow: PropositionsUnitOfWork) -> None:
    today = uow.today()
    proposition.notifier(
        notifiee_le=today,
        repondre_avant_le=dernier_jour_pour_repondre(today, proposition.departement),
        le=uow.now(),
    )


@dataclass(frozen=True, kw_only=True)
class AccepterProposition:
    proposition_id: UUID
    version: int | None


async def accepter_proposition(command: AccepterProposition, acteur: Acteur, uow: PropositionsUnitOfWork) -> None:
    """Le candidat accepte, ou le bailleur enregistre son accord : le logement n'est plus à personne d'autre."""
    dossier = await tenir(acteur, uow, command.proposition_id, Acte.ACCEPTER, command.version)
    proposition = dossier.proposition
    proposition.accepter(aujourd_hui=uow.today(), le=uow.now())
    dossier.bien.attribuer(
        demande_id=proposition.demande_id,
        numero_unique=proposition.numero_unique,
        attribue_le=uow.today(),
        le=uow.now(),
    )


@dataclass(frozen=True, kw_only=True)
class RefuserProposition:
    proposition_id: UUID
    version: int | None
    motif: MotifRefusCandidat
    commentaire: str = ""


async def refuser_proposition(command: RefuserProposition, acteur: Acteur, uow: PropositionsUnitOfWork) -> None:
    """Le candidat refuse et dit pourquoi ; le logement sera proposé au rang suivant."""
    par_le_candidat = acteur.sorte is SorteActeur.DEMANDEUR
    exiger_motif_de_refus(command.motif, command.commentaire, par_le_candidat=par_le_candidat)
    dossier = await tenir(acteur, uow, command.proposition_id, Acte.REFUSER, command.version)
    dossier.proposition.refuser(
        motif=command.motif, commentaire=command.commentaire, aujourd_hui=uow.today(), le=uow.now()
    )


@dataclass(frozen=True, kw_only=True)
class SignerBail:
    proposition_id: UUID
    version: int | None
    signe_le: date
    entree_le: date
    accord_collectif: AccordCollectif = AccordCollectif.NON_DOCUMENTE
    dalo: bool | None = None
    """Absent, ce que la commission de médiation a décidé pour la demande."""
    rpls: str | None = None
    """L'identifiant RPLS du logement, quand sa fiche ne le dit pas."""


async def signer_bail(command: SignerBail, acteur: Acteur, uow: PropositionsUnitOfWork) -> None:
    """Le bail signé satisfait la demande et arrête toutes les autres propositions du logement et du candidat.

    CCH R441-2-8 : la demande est radiée pour attribution. CCH R441-2-9 : l'identifiant du logement part avec elle.
    """
    dossier = await tenir(acteur, uow, command.proposition_id, Acte.SIGNER_LE_BAIL, command.version)
    proposition, bien, demande = dossier.proposition, dossier.bien, dossier.demande
    proposition.signer_le_bail(
        signe_le=command.signe_le,
        entree_le=command.entree_le,
        aujourd_hui=uow.today(),
        le=uow.now(),
        accord_collectif=command.accord_collectif,
        dalo=demande.dalo if command.dalo is None else command.dalo,
    )
    _identifier(bien, command, uow)
    bien.louer(demande_id=demande.id, numero_unique=proposition.numero_unique, loue_le=command.signe_le, le=uow.now())
    departement = proposition.departement
    du_bien = await uow.propositions.ouvertes_du_bien(departement, proposition.mise_en_location_id)
    du_candidat = await uow.propositions.ouvertes_de_la_demande(departement, demande.id)
    await arreter([p for p in du_bien if p.id != proposition.id], MotifArret.BIEN_LOUE, uow)
    arreter_sans_deverrouiller([p for p in du_candidat if p.id != proposition.id], MotifArret.CANDIDAT_LOGE, uow)
    demande.radier(motif=MotifRadiation.ATTRIBUTION, radiee_le=command.signe_le, le=uow.now())


def _identifier(bien: Bien, command: SignerBail, uow: PropositionsUnitOfWork) -> None:
    """L'identifiant de la fiche fait foi ; celui qui lui manque se donne avec le bail."""
    dit = bien.logement.rpls
    if dit is None and command.rpls is not None:
        bien.identifier(command.rpls, le=uow.now())
    elif rpls_attendu(dit, bien.logement.annee_construction, command.signe_le):
        message = "Donnez l'identifiant RPLS du logement : il part au système national avec le bail."
        raise RplsAttendu(
            f"{message} Le bail n'est pas enregistré.",
            erreurs=[ErreurDeChamp(champ="rpls", code=RplsAttendu.code, message=message)],
        )


async def arreter(propositions: Sequence[Proposition], motif: MotifArret, uow: PropositionsUnitOfWork) -> None:
    """Arrête des propositions ouvertes et rend leur liberté aux demandes qui attendaient une commission."""
    for proposition in sorted(propositions, key=lambda p: p.demande_id):
        if proposition.etat is EtatProposition.INSCRITE:
            demande = await uow.demandes.get(proposition.departement, proposition.demande_id, exclusif=True)
            demande.deverrouiller(passage_id=proposition.id, le=uow.now())
    arreter_sans_deverrouiller(propositions, motif, uow)


def arreter_sans_deverrouiller(
    propositions: Sequence[Proposition], motif: MotifArret, uow: PropositionsUnitOfWork
) -> None:
    for proposition in propositions:
        proposition.arreter(motif=motif, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class AnnulerProposition:
    proposition_id: UUID
    version: int | None
    motif: str


async def annuler_proposition(command: AnnulerProposition, acteur: Acteur, uow: PropositionsUnitOfWork) -> None:
    """Le bailleur retire le candidat et dit pourquoi ; le logement attend de nouveau."""
    dossier = await tenir(acteur, uow, command.proposition_id, Acte.ANNULER, command.version)
    proposition, bien = dossier.proposition, dossier.bien
    attribuee = proposition.etat is EtatProposition.ACCEPTEE
    dossier.demande.deverrouiller(passage_id=proposition.id, le=uow.now())
    proposition.annuler(motif=command.motif, le=uow.now())
    ouvertes = await uow.propositions.ouvertes_du_bien(bien.departement, bien.mise_en_location_id)
    restantes = [p for p in ouvertes if p.id != proposition.id]
    if attribuee or (not restantes and bien.etat is not EtatBien.ATTRIBUE):
        bien.remettre_a_disposition(
            motif=f"Proposition annulée : {command.motif}", propositions_ouvertes=bool(restantes), le=uow.now()
        )
