import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from domain.imports.rules.controle import (
    Contexte,
    FormulaireConnu,
    LigneControlee,
    cle_de,
    controler_ligne,
    en_double,
    rattacher,
    rejeter,
    renommer_les_nirs,
)
from domain.imports.rules.lecture import LigneBrute, a_retrouver, avec_ses_nirs, lire_ligne
from domain.imports.rules.suite import DemandeConnue, Suite, reprise, suite
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.kernel.raisons import Raison
from domain.kernel.vocabulary import NumeroUnique
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
        le=uow.today(),
        nir_attendu=depose.format is FormatImport.CSV,
    )
    lignes = await _controler(lecture.lignes, depose, contexte, uow)
    await uow.lignes_en_attente.garder(depose.departement, depose.id, lignes)
    depose.noter_le_controle(
        lues=len(lignes), rejetees=sum(not ligne.prete for ligne in lignes), curseur=lecture.curseur, le=uow.now()
    )


async def _controler(
    brutes: Sequence[LigneBrute], depose: Import, contexte: Contexte, uow: ImportsUnitOfWork
) -> list[LigneControlee]:
    # Beaucoup de calcul, dans un fil à part : le travailleur entend toujours ses autres tâches.
    reprises = [brute.reprise for brute in brutes if brute.reprise and a_retrouver(brute)]
    conserves = await uow.lignes_en_attente.nirs_conserves(depose.departement, depose.organisme_id, reprises)
    brutes = [avec_ses_nirs(b, conserves.get(b.reprise or "", {})) if a_retrouver(b) else b for b in brutes]
    lues = await asyncio.to_thread(lambda: [lire_ligne(brute, contexte.le) for brute in brutes])
    cles = [cle_de(lue.demande, depose.organisme_id) if lue.demande else None for lue in lues]
    nommees = sorted({cle for cle in cles if cle})
    connus = await uow.lignes_en_attente.connus(depose.departement, nommees)
    deja = dict(await uow.lignes_en_attente.premieres(depose.departement, depose.id, nommees))

    def tout() -> list[LigneControlee]:
        trouvees = []
        for lue, cle in zip(lues, cles, strict=True):
            connu: FormulaireConnu | None = connus.get(cle) if cle else None
            ligne = controler_ligne(lue, connu, contexte)
            if ligne.cle is not None:
                premiere = deja.setdefault(ligne.cle, ligne.brute.numero)
                if premiere != ligne.brute.numero:
                    ligne = rejeter(ligne, en_double(premiere))
            trouvees.append(ligne)
        return trouvees

    return await asyncio.to_thread(tout)


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
    auteur, bilan, faites = _auteur(depose), Bilan(), 0
    ecrites: set[UUID] = set()
    guichets = await uow.ecriture_en_masse.guichets(depose.departement)
    lot = entier("lignes_par_lot", uow.today())
    async for lignes in uow.lignes_en_attente.pretes(depose.departement, depose.id, lot):
        connues = await uow.ecriture_en_masse.connues(depose.departement, [ligne.cle for ligne in lignes])
        decisions = [(ligne, *_decider(ligne, connues.get(ligne.cle), ecrites)) for ligne in lignes]
        neuves = [ligne for ligne, quoi, _ in decisions if quoi is Suite.CREER]
        references = iter(await uow.ecriture_en_masse.references(depose.departement, len(neuves), uow.now()))
        ecritures = [_creer(ligne, depose, next(references), guichets, uow) for ligne in neuves]
        ecritures += [
            _mettre_a_jour(ligne, connues[ligne.cle], depose, uow)
            for ligne, quoi, _ in decisions
            if quoi is Suite.METTRE_A_JOUR
        ]
        await uow.ecriture_en_masse.ecrire(ecritures, auteur, depose.id)
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
    quoi, raison = suite(ligne.demande, ligne.empreinte, connue)
    if quoi is Suite.METTRE_A_JOUR and connue is not None:
        if connue.demande.id in ecrites:
            return Suite.ECARTER, Raison(code="ligne-en-double", phrase="Une autre ligne a déjà écrit ce dossier.")
        ecrites.add(connue.demande.id)
    return quoi, raison


def _creer(
    ligne: LignePrete, depose: Import, reference: str, guichets: Mapping[str, UUID], uow: ImportsUnitOfWork
) -> Ecriture:
    dit = reprise(ligne.demande, depose.nom, depose.departement)
    guichet = guichets.get(NumeroUnique(dit.numero_unique).guichet) if dit.numero_unique else None
    demande = Demande.reprendre(
        id=new_id(),
        departement=depose.departement,
        reference=reference,
        organisme_id=guichet or depose.organisme_id,
        dit=dit,
        le=uow.now(),
    )
    return Ecriture(ligne=ligne, demande=demande, nouvelle=True)


def _mettre_a_jour(ligne: LignePrete, connue: DemandeConnue, depose: Import, uow: ImportsUnitOfWork) -> Ecriture:
    demande = connue.demande
    lue, noms = rattacher(ligne.demande, demande.formulaire)
    etait_active = demande.etat is EtatDemande.ACTIVE
    dit = reprise(lue, depose.nom, depose.departement)
    demande.mettre_a_jour(dit, le=uow.now())
    if etait_active and dit.motif_radiation is not None:
        # La radiation a ses propres suites : propositions arrêtées, demandeur prévenu.
        uow.record(
            DemandeRadiee(
                departement=demande.departement,
                aggregate_id=demande.id,
                occurred_at=uow.now(),
                motif=dit.motif_radiation.value,
                motif_libelle=dit.motif_radiation.libelle,
            )
        )
    ligne = replace(ligne, demande=lue, nirs=renommer_les_nirs(ligne.nirs, noms))
    return Ecriture(ligne=ligne, demande=demande, nouvelle=False)


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
