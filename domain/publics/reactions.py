import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.cotation.demande import epcis_souhaites, faits_demandes
from domain.cotation.faits import LabelEnCours, VieDuDossier
from domain.cotation.interpreter import preparer
from domain.cotation.reactions import recoter
from domain.cotation.vocabulary import CauseDeCalcul
from domain.demandes.codes import EtatDemande
from domain.demandes.model import Demande
from domain.kernel.aggregate import Event
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur
from domain.publics.codes import Origine
from domain.publics.events import LabelPose, LabelRetire, StockALabelliser
from domain.publics.model import DemandeALabelliser, Labellisation, Passe, Relecture
from domain.publics.parametres import entier
from domain.publics.ports import PublicsUnitOfWork
from domain.publics.rules import Ecart, Labellisateur, Reconnu, ecart, empreinte_des_regles, publics_en_vigueur
from domain.publics.use_cases import evenement_de_pose, evenement_de_retrait

DEBUT = UUID(int=0)


async def relire_la_demande(event: Event, acteur: Acteur, uow: PublicsUnitOfWork) -> None:
    """Une demande active qui change est relue dans l'instant : ses labels suivent son dossier, et ses points aussi."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    vie: VieDuDossier | None = None
    if demande.etat is EtatDemande.ACTIVE:
        vie = await uow.cotations.vie_du_dossier(demande.departement, demande.id)
        if await _relabelliser(demande, vie.labels, uow):
            vie = None
    await recoter(demande.departement, demande.id, acteur, uow, CauseDeCalcul.DEMANDE, vie)


async def relabelliser_la_demande(event: Event, acteur: Acteur, uow: PublicsUnitOfWork) -> None:
    """La même relecture, quand les points attendent encore autre chose."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    if demande.etat is EtatDemande.ACTIVE:
        await _relabelliser(demande, None, uow)


async def _relabelliser(demande: Demande, connus: Sequence[LabelEnCours] | None, uow: PublicsUnitOfWork) -> bool:
    """Vrai quand ses labels changent. `connus` : ceux qu'elle a, quand on les tient déjà."""
    le = uow.today()
    labellisateur = await _labellisateur(demande.departement, le, uow)
    reconnus = labellisateur.reconnaitre(faits_demandes(demande, uow.geographie, le, labellisateur.champs), le)
    if connus is not None and not ecart(connus, reconnus, labellisateur.publics, le):
        return False
    ouvertes = await uow.publics.ouvertes(demande.departement, [demande.id])
    change = ecart(ouvertes.get(demande.id, ()), reconnus, labellisateur.publics, le)
    if not change:
        return False
    for evenement in await _appliquer(demande.departement, [(demande.id, change)], uow):
        uow.record(evenement)
    return True


async def labelliser_le_stock(event: JourCommence, acteur: Acteur, uow: PublicsUnitOfWork) -> None:
    """Chaque nuit relit les demandes dont les labels peuvent avoir changé : dossier, règle, terme ou délai."""
    passe = Passe(
        departement=event.departement,
        id=new_id(),
        jour=event.jour,
        commencee_le=uow.now(),
        curseur=DEBUT,
        entrees={},
        sorties={},
    )
    await uow.publics.commencer(passe)
    _poursuivre(passe, uow)


async def labelliser_un_lot(event: StockALabelliser, acteur: Acteur, uow: PublicsUnitOfWork) -> None:
    """Un lot par transaction : interrompue, la passe reprend où elle en était, et rejouer un lot ne change rien."""
    passe = await uow.publics.passe(event.departement, event.passe_id)
    if passe.curseur != event.apres or passe.terminee_le is not None:
        return
    combien = entier("lot", passe.jour)
    publics = publics_en_vigueur(event.departement, await uow.publics.versions(event.departement), passe.jour)
    labellisateur, regles = Labellisateur(publics), empreinte_des_regles(publics, event.departement, passe.jour)
    demandes = await uow.publics.a_relire(event.departement, passe.jour, regles, passe.curseur, combien)
    ecarts, relectures = await _relire(demandes, labellisateur, passe.jour, uow)
    await uow.publics.relues(event.departement, regles, relectures)
    evenements = await _appliquer(event.departement, ecarts, uow)
    await uow.raconter(evenements)
    await _recoter(demandes, evenements, passe.jour, acteur, uow)
    entrees = Counter(r.public.code for _, e in ecarts for r in e.a_poser)
    sorties = Counter(label.code for _, e in ecarts for label, _ in e.a_retirer)
    finie = len(demandes) < combien
    passe = replace(
        passe,
        curseur=demandes[-1].id if demandes else passe.curseur,
        examinees=passe.examinees + len(demandes),
        entrees=dict(Counter(passe.entrees) + entrees),
        sorties=dict(Counter(passe.sorties) + sorties),
        terminee_le=uow.now() if finie else None,
    )
    await uow.publics.avancer(passe)
    if not finie:
        _poursuivre(passe, uow)


def _poursuivre(passe: Passe, uow: PublicsUnitOfWork) -> None:
    uow.record(
        StockALabelliser(
            departement=passe.departement,
            aggregate_id=passe.id,
            occurred_at=uow.now(),
            passe_id=passe.id,
            apres=passe.curseur,
        )
    )


async def _labellisateur(departement: str, le: date, uow: PublicsUnitOfWork) -> Labellisateur:
    return Labellisateur(publics_en_vigueur(departement, await uow.publics.versions(departement), le))


async def _relire(
    demandes: Sequence[DemandeALabelliser], labellisateur: Labellisateur, le: date, uow: PublicsUnitOfWork
) -> tuple[list[tuple[UUID, Ecart[Labellisation]]], list[Relecture]]:
    """Ce que les règles changent, demande par demande, et quand les relire."""
    if not demandes:
        return [], []
    ouvertes = await uow.publics.ouvertes(demandes[0].departement, [d.id for d in demandes])

    def tous() -> tuple[list[tuple[UUID, Ecart[Labellisation]]], list[Relecture]]:
        trouves, relectures = [], []
        for demande in demandes:
            faits = faits_demandes(demande, uow.geographie, le, labellisateur.champs)
            reconnus = labellisateur.reconnaitre(faits, le)
            if change := ecart(ouvertes.get(demande.id, ()), reconnus, labellisateur.publics, le):
                trouves.append((demande.id, change))
            jour = labellisateur.a_relire_le(demande.formulaire, faits, le)
            relectures.append(Relecture(demande_id=demande.id, version=demande.version, a_relire_le=jour))
        return trouves, relectures

    # Beaucoup de calcul, dans un fil à part : le travailleur entend toujours ses autres tâches.
    return await asyncio.to_thread(tous) if len(demandes) > 1 else tous()


async def _recoter(
    demandes: Sequence[DemandeALabelliser],
    evenements: Sequence[LabelPose | LabelRetire],
    le: date,
    acteur: Acteur,
    uow: PublicsUnitOfWork,
) -> None:
    """Un label ne change les points que dans un territoire dont une grille le lit : les autres demandes le gardent."""
    changees = {evenement.aggregate_id for evenement in evenements}
    if not changees:
        return
    departement = demandes[0].departement
    await uow.publics.accorder_les_faits(departement, sorted(changees))
    epcis = {d.id: epcis_souhaites(d, uow.geographie) for d in demandes if d.id in changees}
    souhaites = sorted(frozenset().union(*epcis.values()))
    grilles = await uow.cotations.grilles_en_vigueur(departement, souhaites, le)
    attentifs = {g.epci for g in grilles if any(champ.code == LABEL for champ in preparer(g.contenu).champs)}
    for epci in sorted(attentifs):
        concernees = [demande_id for demande_id, souhaits in epcis.items() if epci in souhaits]
        await uow.cotation_en_masse.recoter_parmi(departement, epci, le, concernees, CauseDeCalcul.DEMANDE, acteur)


async def _appliquer(
    departement: str, ecarts: Sequence[tuple[UUID, Ecart[Labellisation]]], uow: PublicsUnitOfWork
) -> list[LabelPose | LabelRetire]:
    """Ce qui vient d'arriver, que l'appelant raconte."""
    poses = [_label(departement, id, reconnu, uow) for id, change in ecarts for reconnu in change.a_poser]
    retraits = [retrait for _, change in ecarts for retrait in change.a_retirer]
    if poses:
        await uow.publics.poser(poses)
    if retraits:
        fermes = [(label.id, motif) for label, motif in retraits]
        await uow.publics.fermer(departement, fermes, le=uow.now(), par=PAR_LA_REGLE)
    entrees = [evenement_de_pose(label, uow) for label in poses]
    sorties = [evenement_de_retrait(label, motif, uow) for label, motif in retraits]
    return [*entrees, *sorties]


LABEL = "label"
PAR_LA_REGLE = "Règle du département"


def _label(departement: str, demande_id: UUID, reconnu: Reconnu, uow: PublicsUnitOfWork) -> Labellisation:
    public = reconnu.public
    return Labellisation(
        departement=departement,
        id=new_id(),
        demande_id=demande_id,
        code=public.code,
        libelle=public.libelle,
        sensible=public.sensible,
        public=public.phrase_publique is not None,
        origine=Origine.AUTOMATIQUE,
        depuis=reconnu.depuis,
        faits=reconnu.faits,
        numero_regle=public.numero,
        pose_le=uow.now(),
        pose_par=PAR_LA_REGLE,
    )
