from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.biens.codes import EtatBien
from domain.biens.model import Bien
from domain.commissions.errors import DecisionIrrevocable, DecisionsManquantes
from domain.commissions.model import Avis, ModeSeance, Passage, Seance
from domain.commissions.policies import exiger, raison_decisions
from domain.commissions.ports import CommissionsUnitOfWork
from domain.commissions.rules import (
    avis_complet,
    deja_decide,
    exiger_assez_de_candidats,
    exiger_compatible,
    raison_candidats,
)
from domain.conventions_flux.model import NatureImputation
from domain.conventions_flux.use_cases import desimputer, est_hors_flux, imputer, logement_reserve
from domain.demandes.codes import MotifIrrecevabilite
from domain.demandes.vie.valeurs import Rejet, Verrou
from domain.kernel.calendrier import PARIS
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger as exiger_droit
from domain.propositions.codes import Decision
from domain.propositions.model import Acte, Proposition
from domain.propositions.use_cases import Dossier, tenir, tenir_dans_l_ordre


@dataclass(frozen=True, kw_only=True)
class ProgrammerSeance:
    tenue_le: date
    heure: str | None
    lieu: str
    mode: ModeSeance


async def programmer_seance(command: ProgrammerSeance, acteur: Acteur, uow: CommissionsUnitOfWork) -> UUID:
    exiger_droit(acteur, Droit.COMMISSIONS_DECIDER)
    assert acteur.organisme_id is not None
    seance = Seance.programmer(
        id=new_id(),
        departement=acteur.departement,
        organisme_id=acteur.organisme_id,
        tenue_le=command.tenue_le,
        heure=command.heure,
        lieu=command.lieu,
        mode=command.mode,
        le=uow.now(),
    )
    uow.seances.add(seance)
    return seance.id


@dataclass(frozen=True, kw_only=True)
class InscrireEnCommission:
    proposition_id: UUID
    version: int | None
    seance_id: UUID


async def inscrire_en_commission(command: InscrireEnCommission, acteur: Acteur, uow: CommissionsUnitOfWork) -> None:
    """Le candidat passe à l'ordre du jour ; sa demande ne bouge plus jusqu'à la décision."""
    seance = await uow.seances.get(acteur.departement, command.seance_id, exclusif=True)
    exiger(acteur, seance, Droit.PROPOSITIONS_ECRIRE)
    dossier = await tenir(acteur, uow, command.proposition_id, Acte.INSCRIRE, command.version)
    proposition, bien = dossier.proposition, dossier.bien
    organisme = await uow.organismes.get(seance.organisme_id)
    contact = f"{organisme.nom}, {organisme.telephone}" if organisme.telephone else organisme.nom
    proposition.inscrire(seance_id=seance.id, tenue_le=seance.quand, le=uow.now())
    dossier.demande.verrouiller(
        Verrou(
            raison=f"La demande est inscrite à la commission d'attribution du {seance.quand} de {organisme.nom}.",
            depuis_le=uow.now(),
            par=contact,
            passage_id=proposition.id,
            organisme_id=seance.organisme_id,
            tenue_le=seance.tenue_le,
        )
    )
    if seance.inscrire(
        bien_id=bien.id,
        mise_en_location_id=bien.mise_en_location_id,
        bien_libelle=proposition.bien_libelle,
    ):
        bien.inscrire_en_commission(f"Commission du {seance.quand}", le=uow.now())
    uow.passages.add(
        Passage(
            departement=seance.departement,
            proposition_id=proposition.id,
            seance_id=seance.id,
            bien_id=bien.id,
            demande_id=proposition.demande_id,
            inscrit_le=uow.now(),
            inscrit_par=acteur.libelle,
        )
    )


@dataclass(frozen=True, kw_only=True)
class Decider:
    seance_id: UUID
    proposition_id: UUID
    version: int
    """Version du passage affiché."""
    avis: Avis
    justification: str | None = None
    """Pourquoi moins de trois candidats pour ce logement."""


async def decider(command: Decider, acteur: Acteur, uow: CommissionsUnitOfWork) -> None:
    """La commission prend l'une des cinq décisions de la loi, et libère la demande (CCH R441-3)."""
    seance = await uow.seances.get(acteur.departement, command.seance_id, partage=True)
    exiger(acteur, seance, Droit.COMMISSIONS_DECIDER)
    dossier, passage = await _tenir_le_passage(command.proposition_id, seance, uow)
    if passage.version != command.version:
        if passage.decision is not None and passage.decide_le is not None:
            raise deja_decide(passage, f"à {passage.decide_le.astimezone(PARIS):%Hh%M}")
        raise ConcurrentEdit("Ce passage a été modifié depuis que vous l'avez ouvert. Rechargez la commission.")
    avis = avis_complet(command.avis)
    if avis == passage.avis:
        return
    passages = await uow.passages.du_bien(seance.departement, seance.id, passage.bien_id)
    autres = [p for p in passages if p.proposition_id != passage.proposition_id]
    exiger_compatible(avis, autres)
    if avis.decision.attribue:
        await _exiger_assez_de_candidats(command.justification, seance, passage.bien_id, len(passages), uow)
    await _appliquer(avis, dossier, passage, autres, uow)
    await _juger_la_recevabilite(avis, dossier, passage, seance, uow)
    passage.decider(avis, par=acteur.libelle, le=uow.now())
    dossier.demande.deverrouiller(passage_id=passage.proposition_id, le=uow.now())


async def _tenir_le_passage(
    proposition_id: UUID, seance: Seance, uow: CommissionsUnitOfWork
) -> tuple[Dossier, Passage]:
    dossier = await tenir_dans_l_ordre(seance.departement, proposition_id, uow)
    return dossier, await uow.passages.get(seance.departement, seance.id, proposition_id)


async def _exiger_assez_de_candidats(
    justification: str | None, seance: Seance, bien_id: UUID, candidats: int, uow: CommissionsUnitOfWork
) -> None:
    examen = seance.examen(bien_id)
    if justification:
        seance.justifier(bien_id, justification, candidats=candidats, le=uow.now())
    exiger_assez_de_candidats(
        raison_candidats(
            candidats,
            dalo=await uow.passages.un_candidat_dalo(seance.departement, seance.id, bien_id),
            justification=examen.justification,
            le=seance.tenue_le,
            departement=seance.departement,
        )
    )


async def _appliquer(
    avis: Avis, dossier: Dossier, passage: Passage, autres: list[Passage], uow: CommissionsUnitOfWork
) -> None:
    proposition, bien, le = dossier.proposition, dossier.bien, uow.now()
    if passage.decision is not None:
        _reprendre(proposition, uow)
    if avis.decision.attribue:
        proposition.attribuer(decision=avis.decision, rang=avis.rang, condition=avis.condition, le=le)
        await imputer(logement_reserve(bien), NatureImputation.ATTRIBUTION, uow, pour=dossier.demande)
        return
    assert avis.motif is not None
    proposition.ecarter(decision=avis.decision, motif=avis.motif, commentaire=avis.commentaire, le=le)
    if not await _une_attribution_compte(bien, autres, uow):
        await desimputer(
            bien.departement,
            bien.mise_en_location_id,
            NatureImputation.ATTRIBUTION,
            "la commission est revenue sur sa décision",
            uow,
        )


async def _une_attribution_compte(bien: Bien, autres: list[Passage], uow: CommissionsUnitOfWork) -> bool:
    """Un autre candidat garde son attribution, et son relogement est dans le flux de la convention."""
    for passage in autres:
        if passage.decision is not None and passage.decision.attribue:
            demande = await uow.demandes.get(bien.departement, passage.demande_id)
            if not await est_hors_flux(logement_reserve(bien), demande, uow):
                return True
    return False


async def _juger_la_recevabilite(
    avis: Avis, dossier: Dossier, passage: Passage, seance: Seance, uow: CommissionsUnitOfWork
) -> None:
    """Un rejet ouvre l'avertissement, et lui seul ; la décision reprise, il tombe (arrêté du 23 mars 2015, § 6.4)."""
    if avis.decision is not Decision.REJET:
        dossier.demande.oublier_le_rejet(passage.proposition_id, le=uow.now())
        return
    assert avis.motif is not None
    organisme = await uow.organismes.get(seance.organisme_id)
    dossier.demande.noter_le_rejet(
        Rejet(
            motif=MotifIrrecevabilite(avis.motif.value),
            le=uow.today(),
            par=organisme.nom,
            organisme_id=seance.organisme_id,
            passage_id=passage.proposition_id,
        )
    )


def _reprendre(proposition: Proposition, uow: CommissionsUnitOfWork) -> None:
    raison = proposition.raison_etat(Acte.REPRENDRE)
    if raison is not None:
        raise DecisionIrrevocable(
            f"{raison.phrase} La décision de la commission ne peut plus changer.", raisons=[raison]
        )
    proposition.reprendre(le=uow.now())


@dataclass(frozen=True, kw_only=True)
class CloturerSeance:
    seance_id: UUID
    version: int | None


async def cloturer_seance(command: CloturerSeance, acteur: Acteur, uow: CommissionsUnitOfWork) -> None:
    """Chaque candidat a sa décision : la commission est close, et les logements sans attributaire repartent."""
    seance = await uow.seances.get(acteur.departement, command.seance_id, exclusif=True)
    exiger(acteur, seance, Droit.COMMISSIONS_DECIDER)
    if command.version is not None and seance.version != command.version:
        raise ConcurrentEdit("Cette commission a été modifiée depuis que vous l'avez ouverte. Rechargez-la.")
    passages = await uow.passages.de_la_seance(seance.departement, seance.id)
    manquantes = raison_decisions(sum(p.decision is None for p in passages))
    if manquantes is not None:
        raise DecisionsManquantes(f"{manquantes.phrase} La commission reste ouverte.", raisons=[manquantes])
    attribues = [p for p in passages if p.decision is not None and p.decision.attribue]
    seance.cloturer(par=acteur.libelle, candidats=len(passages), attributions=len(attribues), le=uow.now())
    sans_attributaire = {b.bien_id for b in seance.ordre_du_jour} - {p.bien_id for p in attribues}
    for bien_id in sorted(sans_attributaire):
        await _remettre(bien_id, seance, uow)


async def _remettre(bien_id: UUID, seance: Seance, uow: CommissionsUnitOfWork) -> None:
    bien = await uow.biens.get(seance.departement, bien_id, exclusif=True)
    if bien.etat is not EtatBien.EN_COMMISSION:
        return
    ouvertes = await uow.propositions.ouvertes_du_bien(bien.departement, bien.mise_en_location_id)
    bien.remettre_a_disposition(
        motif=f"La commission du {seance.quand} n'a retenu aucun candidat.",
        propositions_ouvertes=bool(ouvertes),
        le=uow.now(),
    )
