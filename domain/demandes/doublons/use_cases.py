from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.demandes.doublons.codes import DecisionDoublon
from domain.demandes.doublons.errors import DoublonIntrouvable, FusionIntrouvable
from domain.demandes.doublons.fusion import defaire, fusionner
from domain.demandes.doublons.model import Doublon
from domain.demandes.doublons.policies import exiger_decision, exiger_defaire, exiger_fusion
from domain.demandes.doublons.recherche import DoublonProbable, adultes_connus, doublons_probables, meme_personne
from domain.demandes.errors import DemandeIntrouvable, IdentiteNonVerifiee
from domain.demandes.model import Demande
from domain.demandes.parametres import PARAMETRES
from domain.demandes.policies import exiger_visible
from domain.demandes.ports import DemandeComparee, DemandesUnitOfWork
from domain.demandes.rules.doublons import Comparaison, Tolerance
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur


def radiees_depuis(le: date, departement: str) -> date:
    """Une demande radiée depuis peu se rétablit plutôt que d'être refaite."""
    return ajouter_mois(le, -PARAMETRES.a_la_date("delais.doublon_radiee_mois", le, departement).entier())


async def chercher_les_doublons(
    demande: DemandeComparee, uow: DemandesUnitOfWork, *, brouillons: bool = False
) -> list[DoublonProbable]:
    """Compare chaque adulte de la demande à chaque adulte des demandes actives ou radiées depuis peu."""
    le = uow.today()
    empreintes = await uow.doublons.empreintes(demande.departement, demande.id)
    voisines = await uow.doublons.voisines(demande, radiees_depuis(le, demande.departement), brouillons=brouillons)
    miens = adultes_connus(demande.formulaire, empreintes, demande.protection)
    return doublons_probables(miens, voisines, Tolerance.au(le))


async def tenir_la_paire(
    demande: DemandeComparee, autre_id: UUID, comparaison: Comparaison, uow: DemandesUnitOfWork
) -> Doublon:
    """La paire de ces deux demandes, notée si elle ne l'était pas."""
    doublon = await uow.paires_de_doublons.de_la_paire(demande.departement, demande.id, autre_id)
    if doublon is None:
        doublon = Doublon.reperer(
            id=new_id(),
            departement=demande.departement,
            a=demande.id,
            b=autre_id,
            comparaison=comparaison,
            le=uow.now(),
        )
        uow.paires_de_doublons.add(doublon)
    return doublon


async def ecarter_les_doublons(
    demande: Demande, probables: Sequence[DoublonProbable], motif: str, acteur: Acteur, uow: DemandesUnitOfWork
) -> None:
    """Le guichet passe outre, et dit pourquoi : sa décision est gardée pour chaque demande ressemblante."""
    for probable in probables:
        doublon = await tenir_la_paire(demande, probable.voisine.demande_id, probable.comparaison, uow)
        _trancher(doublon, DecisionDoublon.PAS_UN_DOUBLON, motif, acteur, uow)


async def non_tranches(
    demande: Demande, probables: Sequence[DoublonProbable], uow: DemandesUnitOfWork
) -> list[DoublonProbable]:
    """Ceux qu'aucun agent n'a encore écartés : la question n'est pas posée deux fois."""
    connus = await uow.paires_de_doublons.de_la_demande(demande.departement, demande.id)
    ecartes = {id for d in connus if d.decision is DecisionDoublon.PAS_UN_DOUBLON for id in (d.demande_id, d.autre_id)}
    return [p for p in probables if p.voisine.demande_id not in ecartes]


@dataclass(frozen=True, kw_only=True)
class NoterLaPaire:
    demande_id: UUID
    autre_id: UUID


async def noter_la_paire(command: NoterLaPaire, acteur: Acteur, uow: DemandesUnitOfWork) -> UUID:
    """L'agent reconnaît la même personne : la paire s'examine aussitôt, sans attendre que le fichier la repère."""
    exiger_decision(acteur)
    demande = await uow.demandes.get(acteur.departement, command.demande_id, exclusif=True)
    autre = await uow.demandes.get(acteur.departement, command.autre_id)
    exiger_visible(acteur, demande)
    exiger_visible(acteur, autre)
    for probable in await chercher_les_doublons(demande, uow, brouillons=True):
        if probable.voisine.demande_id == autre.id:
            return (await tenir_la_paire(demande, autre.id, probable.comparaison, uow)).id
    raise DoublonIntrouvable("Ces deux demandes ne se ressemblent pas : rien ne permet de les comparer.")


@dataclass(frozen=True, kw_only=True)
class TrancherDoublon:
    doublon_id: UUID
    version: int
    decision: DecisionDoublon
    motif: str


async def trancher_doublon(command: TrancherDoublon, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    doublon = await _doublon(command.doublon_id, command.version, acteur, uow)
    exiger_decision(acteur)
    _trancher(doublon, command.decision, command.motif, acteur, uow)


def _trancher(doublon: Doublon, decision: DecisionDoublon, motif: str, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    doublon.trancher(
        decision=decision,
        motif=motif,
        par=acteur.libelle,
        organisme=acteur.organisme_libelle,
        le=uow.now(),
    )


@dataclass(frozen=True, kw_only=True)
class FusionnerDemandes:
    """`gardee_id` reste active ; l'autre de la paire la rejoint."""

    doublon_id: UUID
    version: int
    gardee_id: UUID
    sections: tuple[str, ...]
    motif: str
    identite_verifiee: bool


async def fusionner_demandes(command: FusionnerDemandes, acteur: Acteur, uow: DemandesUnitOfWork) -> UUID:
    """Deux demandes d'une même personne n'en font plus qu'une, à l'ancienneté de la plus ancienne."""
    doublon = await _doublon(command.doublon_id, command.version, acteur, uow)
    gardee, fusionnee = await _les_deux(doublon, command.gardee_id, acteur, uow)
    exiger_fusion(acteur, gardee, fusionnee)
    if not command.identite_verifiee:
        raise IdentiteNonVerifiee(
            "Vérifiez sur les pièces d'identité que c'est la même personne avant de fusionner : "
            "elle verra la demande gardée dans son espace. Rien n'a été changé."
        )
    personnes = meme_personne(fusionnee.formulaire, gardee.formulaire)
    fusion = fusionner(
        id=new_id(),
        gardee=gardee,
        fusionnee=fusionnee,
        sections=command.sections,
        motif=command.motif,
        par=acteur.libelle,
        organisme=acteur.organisme_libelle,
        le=uow.now(),
    )
    fusion.suites = tuple(await uow.suites_de_fusion.porter(gardee.departement, fusionnee.id, gardee.id, personnes))
    uow.fusions.add(fusion)
    doublon.noter_la_fusion(par=acteur.libelle, organisme=acteur.organisme_libelle, le=uow.now())
    return fusion.id


@dataclass(frozen=True, kw_only=True)
class DefaireFusion:
    doublon_id: UUID
    motif: str


async def defaire_fusion(command: DefaireFusion, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Les deux demandes redeviennent ce qu'elles étaient."""
    doublon = await uow.paires_de_doublons.get(acteur.departement, command.doublon_id)
    for demande_id in (doublon.demande_id, doublon.autre_id):
        exiger_visible(acteur, await uow.demandes.get(acteur.departement, demande_id))
    fusion = await uow.fusions.de_la_paire(acteur.departement, doublon.demande_id, doublon.autre_id)
    if fusion is None:
        raise FusionIntrouvable("Ces deux demandes ne sont pas fusionnées.")
    exiger_defaire(acteur, fusion)
    gardee = await uow.demandes.get(acteur.departement, fusion.gardee_id, exclusif=True)
    fusionnee = await uow.demandes.get(acteur.departement, fusion.fusionnee_id, exclusif=True)
    suites = defaire(fusion, gardee, fusionnee, motif=command.motif, par=acteur.libelle, le=uow.now())
    await uow.suites_de_fusion.rendre(fusion.departement, fusionnee.id, suites)
    doublon.rouvrir()


async def _doublon(id: UUID, version: int, acteur: Acteur, uow: DemandesUnitOfWork) -> Doublon:
    doublon = await uow.paires_de_doublons.get(acteur.departement, id)
    for demande_id in (doublon.demande_id, doublon.autre_id):
        exiger_visible(acteur, await uow.demandes.get(acteur.departement, demande_id))
    if doublon.version != version:
        raise ConcurrentEdit(
            "Un autre agent vient d'examiner ces demandes. Votre saisie est gardée à l'écran : rechargez la "
            "comparaison, lisez sa décision, puis recommencez si besoin."
        )
    return doublon


async def _les_deux(
    doublon: Doublon, gardee_id: UUID, acteur: Acteur, uow: DemandesUnitOfWork
) -> tuple[Demande, Demande]:
    """Tenues dans l'ordre de leurs identifiants : deux agents ne s'attendent pas l'un l'autre."""
    tenues = {
        id: await uow.demandes.get(acteur.departement, id, exclusif=True)
        for id in (doublon.demande_id, doublon.autre_id)
    }
    if gardee_id not in tenues:
        raise DemandeIntrouvable("La demande à garder n'est pas l'une des deux. Rien n'a été changé.")
    gardee = tenues.pop(gardee_id)
    [fusionnee] = tenues.values()
    return gardee, fusionnee
