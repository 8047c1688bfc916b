"""From what happened in a batch to the rows of every table it touches."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from adapters.db import historique
from adapters.db.annonces.tables import annonces, contacts
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.commissions.tables import biens_examines, passages, seances
from adapters.db.conventions_flux.tables import imputations
from adapters.db.cotation.faits import fait_rows
from adapters.db.cotation.repository import row_of
from adapters.db.cotation.tables import cotations, evenements_de_vie, faits_de_cotation
from adapters.db.demandes.projection import projected
from adapters.db.demandes.tables import (
    consultations,
    demandes,
    mots_recherche,
    nirs,
    numeros_uniques,
    points_de_liste,
    recherche_demandes,
    souhaits,
)
from adapters.db.lignes import lignes
from adapters.db.pieces.tables import pieces
from adapters.db.propositions.tables import propositions
from adapters.db.publics.tables import urgences
from adapters.seed.coffre import Coffre, nir_fictif
from adapters.seed.dossiers import Dossier, guichets
from adapters.seed.geographie import geographie
from adapters.seed.grilles import versions
from adapters.seed.hasard import Hasard
from adapters.seed.lots import Commande, Histoire, Lot, SeanceTenue, raconter
from adapters.seed.relocations import Candidature, Relocation
from domain.commissions.events import SeanceProgrammee
from domain.commissions.model import Seance
from domain.cotation.demande import epcis_souhaites, faits_de_la_demande
from domain.cotation.departage import Classement, classements
from domain.cotation.events import DemandeCotee
from domain.cotation.use_cases import coter, points_dits
from domain.cotation.vocabulary import CauseDeCalcul
from domain.demandes.codes import EtatDemande, Nationalite
from domain.demandes.model import Demande
from domain.kernel.aggregate import Event
from domain.organismes.acteur import Acteur, systeme
from domain.pieces.rules.attendues import dossier_complet
from domain.publics.codes import EtatUrgence
from domain.publics.codes import MotifUrgence as M
from domain.publics.rules import destinataire_de_l_urgence

E = EtatDemande
Ligne = tuple[Any, ...]

ORDRE = (
    demandes,
    numeros_uniques,
    nirs,
    recherche_demandes,
    points_de_liste,
    mots_recherche,
    souhaits,
    cotations,
    faits_de_cotation,
    evenements_de_vie,
    consultations,
    pieces,
    urgences,
    biens,
    mises_en_location,
    imputations,
    propositions,
    biens_examines,
    passages,
    annonces,
    contacts,
    historique.historique,
)
"""The order that foreign keys accept."""

_AVEC_NIR = (E.ACTIVE, E.EN_SOMMEIL, E.EN_ATTENTE_DE_VALIDATION, E.RETOURNEE)


def construire(commande: Commande) -> Lot:
    """What a process does of a batch."""
    lot = Lot(commande.territoire.departement)
    histoire = raconter(commande, lot)
    for dossier in histoire.dossiers:
        _ecrire_la_demande(lot, histoire, dossier)
    for relocation in histoire.chantier.toutes:
        _ecrire_la_relocation(lot, histoire, relocation)
    for publication in histoire.publications:
        lot.ajouter(annonces, [lignes(annonces).objet(Plat(publication.annonce, publication.annonce.texte))])
        lot.ajouter(contacts, (lignes(contacts).objet(c) for c in publication.contacts))
    lot.ajouter(historique.historique, _journal(histoire))
    return lot


def _ecrire_la_demande(lot: Lot, histoire: Histoire, dossier: Dossier) -> None:
    demande, territoire = dossier.demande, histoire.territoire
    lot.ajouter(demandes, [lignes(demandes).objet(demande)])
    _projeter(lot, histoire, dossier)
    if demande.numero_unique is not None:
        attribue = {"numero": demande.numero_unique, "departement": demande.departement}
        lot.ajouter(numeros_uniques, [lignes(numeros_uniques).depuis(attribue | {"attribue_le": demande.validee_le})])
    if territoire.coffre is not None and demande.etat in _AVEC_NIR:
        lot.ajouter(nirs, _nirs(demande, territoire.coffre))
    lot.ajouter(pieces, (lignes(pieces).objet(p, version=2 if p.controlee_le else 1) for p in dossier.pieces))
    lot.ajouter(evenements_de_vie, _evenements(dossier))
    lot.ajouter(urgences, _urgences(histoire, dossier))
    lot.ajouter(consultations, _consultations(histoire, dossier))


def _projeter(lot: Lot, histoire: Histoire, dossier: Dossier) -> None:
    """The rows that the unit of work writes at each commit; the demande is scored first, as it does."""
    demande, today = dossier.demande, histoire.territoire.today
    classements = _coter(lot, histoire, dossier) if demande.etat is E.ACTIVE else {}
    epci_of = geographie(demande.departement).epci
    for table, rows in projected(demande, today, classements, epci_of, _modifiee_le(demande)).items():
        lot.ajouter(table, (lignes(table).depuis(row) for row in rows))


def _modifiee_le(demande: Demande) -> datetime:
    """The last act that its own dates tell."""
    instants = [demande.creee_le, demande.soumise_le, demande.validee_le]
    jours = [demande.renouvelee_le, demande.endormie_le, demande.radiee_le]
    instants += [datetime.combine(jour, time(9), UTC) for jour in jours if jour]
    return max(instant for instant in instants if instant)


def _coter(lot: Lot, histoire: Histoire, dossier: Dossier) -> dict[str, Classement]:
    """What ranks it in each wished commune."""
    demande, territoire = dossier.demande, histoire.territoire
    ou, grilles = geographie(demande.departement), versions(territoire.graine, demande.departement)
    applicables = [grilles[e] for e in sorted(epcis_souhaites(demande, ou)) if e in grilles]
    faits = faits_de_la_demande(
        demande,
        ou,
        territoire.today,
        pieces=dossier.preuves,
        complet=dossier_complet(demande.formulaire, dossier.preuves, territoire.today),
        evenements=sorted(dossier.evenements, key=lambda e: e.le),
    )
    gardes = fait_rows(demande.departement, demande.id, faits)
    lot.ajouter(faits_de_cotation, (lignes(faits_de_cotation).depuis(row) for row in gardes))
    resultats = coter(applicables, faits, territoire.today)
    lot.ajouter(cotations, (lignes(cotations).depuis(row_of(demande.departement, demande.id, r)) for r in resultats))
    departages = {grille.id: grille.contenu.departage for grille in applicables}
    par_epci = classements(resultats, departages, demande.deposee_le, demande.numero_unique)
    return {c: par_epci[e] for c in demande.formulaire.communes if (e := ou.epci(c)) in par_epci}


def _nirs(demande: Demande, coffre: Coffre) -> Iterator[Ligne]:
    for adulte in demande.formulaire.adultes:
        if adulte.nationalite is Nationalite.FRANCAISE:
            nir = nir_fictif(adulte, demande.departement)
            chiffre, index = coffre.sceller(nir, f"nir:{demande.id}:{adulte.id}")
            yield lignes(nirs).depuis(
                {
                    "departement": demande.departement,
                    "demande_id": demande.id,
                    "personne_id": adulte.id,
                    "chiffre": chiffre,
                    "index_aveugle": index,
                    "depose_le": demande.soumise_le or demande.creee_le,
                    "a_verifier": False,
                }
            )


def _evenements(dossier: Dossier) -> Iterator[Ligne]:
    for evenement in sorted(dossier.evenements, key=lambda e: e.le):
        yield lignes(evenements_de_vie).depuis(
            {
                "departement": dossier.demande.departement,
                "demande_id": dossier.demande.id,
                "type": evenement.type,
                "le": evenement.le,
                "adapte": evenement.adapte,
                "reference": evenement.reference,
                "note_le": datetime.combine(evenement.le, time(12), UTC),
            }
        )


_URGENCES = (
    (M.SANS_ABRI, "Nous dormons dans la voiture depuis dix jours, avec les enfants."),
    (M.EXPULSION, "L'huissier est passé : nous devons avoir quitté le logement à la fin du mois prochain."),
    (M.DANGER, "Le plafond de la chambre est tombé et le propriétaire ne répond plus."),
    (M.AUTRE, "Mon hébergement s'arrête dans deux semaines et je n'ai personne chez qui aller."),
)
_PART_D_URGENCES = 0.012


def _urgences(histoire: Histoire, dossier: Dossier) -> Iterator[Ligne]:
    """What a few applicants say cannot wait; one in three has had its answer."""
    demande, today = dossier.demande, histoire.territoire.today
    hasard = Hasard.de("urgence", demande.id)
    if demande.etat is not E.ACTIVE or not hasard.oui(_PART_D_URGENCES):
        return
    motif, texte = hasard.un(_URGENCES)
    declaree_le = hasard.instant(today - hasard.jours(1, 20))
    lue = hasard.oui(0.33)
    yield lignes(urgences).depuis(
        {
            "departement": demande.departement,
            "id": hasard.identifiant(declaree_le),
            "demande_id": demande.id,
            "motif": motif,
            "texte": texte,
            "etat": EtatUrgence.PRISE_EN_COMPTE if lue else EtatUrgence.DECLAREE,
            "declaree_le": declaree_le,
            "type_organisme": destinataire_de_l_urgence(motif, today, demande.departement),
            "prise_en_compte_le": declaree_le + timedelta(hours=5) if lue else None,
            "par": "Service des urgences logement" if lue else None,
            "organisme": None,
            "reponse": "Votre situation est transmise à la commission. Un travailleur social vous appelle."
            if lue
            else None,
        }
    )


def _consultations(histoire: Histoire, dossier: Dossier) -> Iterator[Ligne]:
    """Who opened the file lately, as the applicant may read."""
    demande, hasard, territoire = dossier.demande, histoire.hasard, histoire.territoire
    if demande.etat is not E.ACTIVE or demande.validee_le is None:
        return
    if not hasard.oui(0.3) and not dossier.suivi:
        return
    accueil = guichets(territoire.graine, territoire.departements, territoire.departement)
    age = max(1, min(180, (territoire.today - demande.validee_le.date()).days))
    for recul in sorted((hasard.entre(1, age) for _ in range(hasard.entre(1, 3))), reverse=True):
        lecteur = accueil.tirer(hasard, demande.formulaire.communes[0]).agent(hasard, demande.departement)
        yield lignes(consultations).depuis(
            {
                "departement": demande.departement,
                "demande_id": demande.id,
                "le": hasard.instant(territoire.today - timedelta(days=recul)),
                "compte_id": lecteur.compte_id,
                "auteur": lecteur.libelle,
                "organisme_id": lecteur.organisme_id,
                "organisme": lecteur.organisme_libelle,
                "quoi": "dossier",
            }
        )


def _ecrire_la_relocation(lot: Lot, histoire: Histoire, relocation: Relocation) -> None:
    bien, vacance, seance = relocation.bien, relocation.bien.courante, relocation.seance
    vacance.propositions = len(relocation.candidatures)
    lot.ajouter(biens, [lignes(biens).objet(Plat(bien, bien.logement))])
    lot.ajouter(
        mises_en_location, [lignes(mises_en_location).objet(Plat(vacance, vacance.conditions), bien_id=bien.id)]
    )
    lot.ajouter(imputations, (lignes(imputations).objet(i) for i in relocation.imputations))
    lot.ajouter(propositions, (lignes(propositions).objet(c.proposition) for c in relocation.candidatures))
    if relocation.examen is None or seance is None:
        return
    if seance.id not in lot.biens_examines:
        lot.seances.append(_tenue(histoire, seance))
    presentees = [c for c in relocation.candidatures if c.passage is not None]
    passes = [c.passage for c in presentees if c.passage is not None]
    for candidature in presentees:
        _noter_les_points(histoire, candidature, bien.logement.commune)
    lot.biens_examines[seance.id] += 1
    lot.candidats[seance.id] += len(passes)
    lot.attributions[seance.id] += sum(p.decision is not None and p.decision.attribue for p in passes)
    lot.ajouter(biens_examines, [lignes(biens_examines).objet(relocation.examen, seance_id=seance.id)])
    lot.ajouter(passages, (lignes(passages).objet(p) for p in passes))


def _noter_les_points(histoire: Histoire, candidature: Candidature, commune: str) -> None:
    """The historique keeps the points a candidate had when put before the commission."""
    dossier, passage = candidature.dossier, candidature.passage
    demande, territoire = dossier.demande, histoire.territoire
    ou, grilles = geographie(demande.departement), versions(territoire.graine, demande.departement)
    grille = grilles.get(ou.epci(commune) or "")
    if grille is None or passage is None or grille.epci not in epcis_souhaites(demande, ou):
        return
    le = passage.inscrit_le
    connus = sorted((e for e in dossier.evenements if e.le < le.date()), key=lambda e: e.le)
    complet = dossier_complet(demande.formulaire, dossier.preuves, le.date())
    faits = faits_de_la_demande(demande, ou, le.date(), pieces=dossier.preuves, complet=complet, evenements=connus)
    for resultat in coter([grille], faits, le.date()):
        dossier.journal.append(
            (
                DemandeCotee(
                    departement=demande.departement,
                    aggregate_id=demande.id,
                    occurred_at=le,
                    epci=grille.epci,
                    grille=grille.contenu.libelle,
                    grille_id=grille.id,
                    version_grille=grille.version_grille,
                    avant=points_dits(None),
                    apres=points_dits(resultat),
                    cause=CauseDeCalcul.DEMANDE.value,
                ),
                systeme(demande.departement),
            )
        )


def _tenue(histoire: Histoire, seance: Seance) -> SeanceTenue:
    president = histoire.chantier.seances.president(seance)
    event = SeanceProgrammee(
        departement=seance.departement,
        aggregate_id=seance.id,
        occurred_at=seance.creee_le,
        tenue_le=seance.quand,
        lieu=seance.lieu,
        mode_libelle=seance.mode.libelle,
    )
    (line,) = historique.lines([event], president, None)
    return SeanceTenue(
        departement=seance.departement,
        id=seance.id,
        ligne=lignes(seances).objet(seance),
        programmation=lignes(historique.historique).depuis(line),
        cloturee_le=seance.cloturee_le,
        president=president,
    )


def _journal(histoire: Histoire) -> Iterable[Ligne]:
    """The history in the order of time, as the acts would have written it."""
    faits: list[tuple[Event, Acteur]] = [fait for d in histoire.dossiers for fait in d.journal]
    faits += histoire.chantier.journal
    faits += [fait for p in histoire.publications for fait in p.journal]
    faits.sort(key=lambda fait: fait[0].occurred_at)
    row = lignes(historique.historique)
    for event, acteur in faits:
        for line in historique.lines([event], acteur, None):
            yield row.depuis(line)


class Plat:
    """An aggregate and one of its value objects, read as the single row they are stored in."""

    def __init__(self, *objets: object) -> None:
        self._objets = objets

    def __getattr__(self, nom: str) -> Any:
        for objet in self._objets:
            if hasattr(objet, nom):
                return getattr(objet, nom)
        raise AttributeError(nom)
