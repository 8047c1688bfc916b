from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.events import DemandeRadiee
from domain.demandes.model import Demande
from domain.imports.errors import FichierIllisible, ImportInterrompu
from domain.imports.events import (
    ApplicationOrdonnee,
    ControleAPoursuivre,
    FichiersInutiles,
    ImportAnnule,
    ImportRecu,
    ImportRefuse,
)
from domain.imports.model import ActeImport, Bilan, EtatImport, FormatImport, Import
from domain.imports.parametres import entier
from domain.imports.ports import Ecriture, ImportsUnitOfWork, LignePrete
from domain.imports.rules.controle import Contexte, cle_annoncee
from domain.imports.rules.lecture import LigneBrute, a_retrouver, avec_ses_nirs
from domain.imports.rules.redaction import Redaction
from domain.imports.rules.suite import DemandeConnue, Suite, suite
from domain.kernel.jour import JourCommence
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur

_SUITES = {
    Suite.CREER: Bilan(creees=1),
    Suite.METTRE_A_JOUR: Bilan(mises_a_jour=1),
    Suite.INCHANGER: Bilan(inchangees=1),
    Suite.GARDER: Bilan(anciennes=1),
    Suite.ECARTER: Bilan(ecartees=1),
}


async def commencer_le_controle(event: ImportRecu, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    """Le fichier entier est reconnu à son empreinte, puis lu."""
    depose = await uow.imports.get(event.departement, event.aggregate_id)
    if depose.etat is not EtatImport.CONTROLE:
        return
    empreinte = await uow.lecteur_de_fichier.empreinte(depose.morceaux)
    depose.reconnaitre(
        empreinte=empreinte, deja_applique_le=await uow.imports.applique_le(depose.departement, empreinte)
    )
    await _controler_un_lot(depose, uow)


async def poursuivre_le_controle(event: ControleAPoursuivre, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    depose = await uow.imports.get(event.departement, event.aggregate_id)
    if depose.etat is EtatImport.CONTROLE:
        await _controler_un_lot(depose, uow)


async def _controler_un_lot(depose: Import, uow: ImportsUnitOfWork) -> None:
    """Un lot par transaction : interrompu, le contrôle reprend à la première ligne qui n'a pas été gardée."""
    try:
        lecture = await uow.lecteur_de_fichier.lire(
            depose.format, depose.morceaux, depose.curseur, entier("lignes_par_lot", uow.today())
        )
    except FichierIllisible as refus:
        depose.refuser(motif=refus.phrase, le=uow.now())
        return
    contexte = Contexte(
        departement=depose.departement,
        organisme_id=depose.organisme_id,
        communes=await uow.imports.communes(depose.departement, depose.organisme_id),
        secteurs=tuple(s.choisi() for s in await uow.secteurs.a_choisir(depose.departement, uow.today())),
        le=uow.today(),
        nir_attendu=depose.format is FormatImport.CSV,
    )
    brutes = await _avec_leurs_nirs(lecture.lignes, depose, uow)
    attente = uow.lignes_en_attente
    cles = sorted({cle for brute in brutes if (cle := cle_annoncee(brute, depose.organisme_id))})
    connus = await attente.connus(depose.departement, cles)
    premieres = await attente.premieres(depose.departement, depose.id, cles)
    rejetees = await attente.controler_et_garder(depose.id, brutes, connus, premieres, contexte)
    depose.noter_le_controle(lues=len(brutes), rejetees=rejetees, curseur=lecture.curseur, le=uow.now())


async def _avec_leurs_nirs(
    brutes: Sequence[LigneBrute], depose: Import, uow: ImportsUnitOfWork
) -> Sequence[LigneBrute]:
    reprises = [brute.reprise for brute in brutes if brute.reprise and a_retrouver(brute)]
    conserves = await uow.lignes_en_attente.nirs_conserves(depose.departement, depose.organisme_id, reprises)
    return [avec_ses_nirs(b, conserves.get(b.reprise or "", {})) if a_retrouver(b) else b for b in brutes]


async def appliquer_l_import(event: ApplicationOrdonnee, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    """Toutes les lignes prêtes dans une seule transaction : interrompue ou annulée, rien n'a été changé."""
    depose = await uow.imports.get(event.departement, event.aggregate_id)
    if depose.etat is not EtatImport.APPLICATION:
        return
    try:
        async with uow.ecriture_en_masse.tout_ou_rien():
            bilan = await _appliquer(depose, uow)
    except ImportInterrompu:
        return
    depose.terminer(bilan=bilan, le=uow.now())


async def _appliquer(depose: Import, uow: ImportsUnitOfWork) -> Bilan:
    bilan, faites = Bilan(), 0
    ecrites: set[UUID] = set()
    redaction = Redaction(
        import_id=depose.id,
        fichier=depose.nom,
        departement=depose.departement,
        organisme_id=depose.organisme_id,
        guichets=await uow.ecriture_en_masse.guichets(depose.departement),
        auteur=_auteur(depose),
        source=depose.source,
        le=uow.now(),
    )
    lot = entier("lignes_par_lot", uow.today())
    async for lignes in uow.lignes_en_attente.pretes(depose.departement, depose.id, lot):
        connues = await uow.ecriture_en_masse.connues(depose.departement, [ligne.cle for ligne in lignes])
        decisions = [(ligne, *_decider(ligne, connues.get(ligne.cle), ecrites)) for ligne in lignes]
        neuves = [ligne for ligne, quoi, _ in decisions if quoi is Suite.CREER]
        references = await uow.ecriture_en_masse.references(depose.departement, len(neuves), redaction.le)
        ecritures = [Ecriture(ligne=une, reference=r) for une, r in zip(neuves, references, strict=True)]
        for ligne, quoi, _ in decisions:
            if quoi is Suite.METTRE_A_JOUR:
                connue = connues[ligne.cle].demande
                _signaler_la_radiation(ligne, connue, uow)
                ecritures.append(Ecriture(ligne=ligne, connue=connue))
        await uow.ecriture_en_masse.ecrire(ecritures, redaction)
        ailleurs = (Suite.CREER, Suite.METTRE_A_JOUR, Suite.INCHANGER)
        await uow.lignes_en_attente.noter(
            depose.departement,
            depose.id,
            {ligne.numero: (quoi, raison) for ligne, quoi, raison in decisions if quoi not in ailleurs},
        )
        bilan = sum((_SUITES[quoi] for _, quoi, _ in decisions), bilan)
        faites += len(lignes)
        await uow.avancement.noter(depose.departement, depose.id, faites)
    await uow.lignes_en_attente.oublier_les_pretes(depose.departement, depose.id)
    await uow.ecriture_en_masse.clore(depose.departement)
    return bilan


def _decider(ligne: LignePrete, connue: DemandeConnue | None, ecrites: set[UUID]) -> tuple[Suite, Raison | None]:
    """Une demande désignée par deux lignes, sous deux clés, ne s'écrit qu'une fois."""
    if connue is None:
        return Suite.CREER, None  # sans ouvrir la ligne
    quoi, raison = suite(ligne.demande, ligne.empreinte, connue)
    if quoi is Suite.METTRE_A_JOUR:
        if connue.demande.id in ecrites:
            return Suite.ECARTER, Raison(code="ligne-en-double", phrase="Une autre ligne a déjà écrit ce dossier.")
        ecrites.add(connue.demande.id)
    return quoi, raison


def _signaler_la_radiation(ligne: LignePrete, connue: Demande, uow: ImportsUnitOfWork) -> None:
    """Elle a ses propres suites : propositions arrêtées, demandeur prévenu."""
    motif = ligne.demande.enregistrement.motif_radiation
    if connue.etat is EtatDemande.ACTIVE and motif is not None:
        uow.record(
            DemandeRadiee(
                departement=connue.departement,
                aggregate_id=connue.id,
                occurred_at=uow.now(),
                motif=motif.value,
                motif_libelle=motif.libelle,
            )
        )


def _auteur(depose: Import) -> Acteur:
    """Chaque ligne d'historique dit l'import et l'agent qui l'a déposé."""
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=depose.deposant.compte_id,
        libelle=f"{depose.deposant.libelle}, par l'import « {depose.nom} »",
        organisme_libelle=depose.deposant.organisme,
        perimetre=Perimetre(departement=depose.departement, organisme_id=depose.organisme_id),
    )


async def effacer_l_import(event: ImportAnnule | ImportRefuse, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    """Annulé ou refusé, il ne reste du fichier que son nom et son historique."""
    depose = await uow.imports.get(event.departement, event.aggregate_id)
    await _effacer(depose, uow)


async def refuser_faute_de_controle(
    event: ImportRecu | ControleAPoursuivre, acteur: Acteur, uow: ImportsUnitOfWork
) -> None:
    """Le contrôle a échoué à chaque essai : l'agent l'apprend, et le fichier n'est pas gardé."""
    depose = await uow.imports.get(event.departement, event.aggregate_id)
    if depose.etat is EtatImport.CONTROLE:
        depose.refuser(
            motif="Le contrôle s'est arrêté, après plusieurs essais. Rien n'a été changé dans les dossiers. "
            "Déposez le fichier de nouveau ; s'il échoue encore, prévenez le support.",
            le=uow.now(),
        )


async def suspendre_l_application(event: ApplicationOrdonnee, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    """L'application a échoué à chaque essai et n'a rien changé : les lignes contrôlées attendent un nouvel ordre."""
    depose = await uow.imports.get(event.departement, event.aggregate_id)
    if depose.etat is EtatImport.APPLICATION:
        depose.suspendre(le=uow.now())


async def effacer_le_fichier(event: FichiersInutiles, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    await uow.stockage.effacer_tout(event.prefixe)


async def oublier_les_imports(event: JourCommence, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    """Les fichiers et leurs lignes rejetées ne se gardent que le temps de les corriger."""
    limite = uow.now() - timedelta(days=entier("conservation_jours", uow.today()))
    for depose in await uow.imports.a_effacer(event.departement, limite):
        if depose.raison(ActeImport.ANNULER) is None:
            depose.annuler(le=uow.now())  # personne n'y est revenu
        else:
            await _effacer(depose, uow)


async def _effacer(depose: Import, uow: ImportsUnitOfWork) -> None:
    await uow.lignes_en_attente.oublier(depose.departement, depose.id)
    depose.effacer(le=uow.now())
