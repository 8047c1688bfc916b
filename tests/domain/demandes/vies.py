"""Des demandes à chaque âge de leur vie, et ceux qui agissent sur elles."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain.demandes.codes import EtatDemande, MotifIrrecevabilite, MotifRadiation, MoyenAvertissement
from domain.demandes.model import Canal, Demande
from domain.demandes.vie.table import Acte, Role
from domain.demandes.vie.valeurs import Avertissement, Rejet, Verrou
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur, systeme
from tests.factories.formulaires import un_formulaire

E = EtatDemande
LE_GUICHET = UUID(int=1)
LA_DEMANDE = UUID(int=2)
NUMERO = "035032500000135A01"
DEPOSEE = date(2025, 3, 10)
EXPIRE = date(2026, 3, 10)
SANS_NUMERO = (E.BROUILLON, E.EN_COURS_DE_SAISIE, E.EN_ATTENTE_DE_VALIDATION, E.RETOURNEE, E.SUPPRIMEE)
RADIATIONS = {
    E.SATISFAITE: MotifRadiation.ATTRIBUTION,
    E.RADIEE_NON_RENOUVELLEMENT: MotifRadiation.NON_RENOUVELLEMENT,
    E.RADIEE_ABANDON: MotifRadiation.ABANDON,
    E.RADIEE_ABSENCE_DE_REPONSE: MotifRadiation.ABSENCE_DE_REPONSE,
    E.RADIEE_IRRECEVABILITE: MotifRadiation.IRRECEVABILITE,
    E.RADIEE_DECES: MotifRadiation.DECES,
}
JOURS: dict[Acte, date] = {
    Acte.RENOUVELER: date(2026, 3, 1),
    Acte.ENDORMIR: date(2026, 3, 11),
    Acte.RADIER_NON_RENOUVELEE: date(2026, 4, 10),
    Acte.RADIER_ABSENCE: date(2025, 12, 1),
    Acte.RADIER_IRRECEVABILITE: date(2025, 11, 1),
    Acte.RESTAURER: date(2026, 4, 20),
    Acte.REVENIR: date(2026, 4, 20),
    Acte.EFFACER: date(2027, 4, 16),
}
"""Un jour où plus rien de daté ne s'oppose à l'acte."""


def la_demande(etat: EtatDemande, **champs: Any) -> Demande:
    """Déposée le 10 mars 2025, valable un an, prévenue à temps ; radiée le 15 avril 2026 si elle l'est."""
    enregistree = etat not in SANS_NUMERO
    vie: dict[str, Any] = {
        "departement": "35",
        "id": LA_DEMANDE,
        "reference": "35250300001",
        "canal": Canal.PORTAIL,
        "etat": etat,
        "formulaire": un_formulaire(),
        "creee_le": datetime(2025, 3, 8, 9, tzinfo=UTC),
        "organisme_id": LE_GUICHET,
        "numero_unique": NUMERO if enregistree else None,
        "deposee_le": DEPOSEE if enregistree else None,
        "expire_le": EXPIRE if enregistree else None,
        "rappelee_le": date(2026, 2, 10) if enregistree else None,
        "radiee_le": date(2026, 4, 15) if etat in {*RADIATIONS, E.FUSIONNEE} else None,
        "motif_radiation": RADIATIONS.get(etat),
    }
    return Demande(**{**vie, **champs})


def avertie(pour: MotifRadiation, envoye_le: date = date(2025, 10, 1)) -> Avertissement:
    irrecevable = pour is MotifRadiation.IRRECEVABILITE
    return Avertissement(
        motif=pour,
        irrecevabilite=MotifIrrecevabilite.RESSOURCES if irrecevable else None,
        moyen=MoyenAvertissement.LETTRE_RECOMMANDEE,
        envoye_le=envoye_le,
        echeance=date(2025, 11, 1) if irrecevable else date(2025, 12, 1),
        par="Armor Habitat",
    )


def rejetee(par: UUID = LE_GUICHET) -> Rejet:
    """La commission d'un bailleur l'a jugée irrecevable le 20 septembre 2025."""
    return Rejet(
        motif=MotifIrrecevabilite.RESSOURCES,
        le=date(2025, 9, 20),
        par="Armor Habitat",
        organisme_id=par,
        passage_id=UUID(int=9),
    )


def en_commission() -> Verrou:
    return Verrou(
        raison="La demande est inscrite à la commission du 12 décembre 2026 d'Armor Habitat.",
        depuis_le=datetime(2026, 2, 1, 10, tzinfo=UTC),
        par="Armor Habitat, 02 99 00 00 00",
        passage_id=UUID(int=9),
    )


def prete_pour(etat: EtatDemande, acte: Acte) -> tuple[Demande, date]:
    """Une demande dans cet état, un jour où aucun garde ne s'oppose à l'acte."""
    avertissement = {
        Acte.LEVER_AVERTISSEMENT: avertie(MotifRadiation.ABSENCE_DE_REPONSE),
        Acte.REPONDRE_AVERTISSEMENT: avertie(MotifRadiation.IRRECEVABILITE),
        Acte.RADIER_ABSENCE: avertie(MotifRadiation.ABSENCE_DE_REPONSE),
        Acte.RADIER_IRRECEVABILITE: avertie(MotifRadiation.IRRECEVABILITE),
    }.get(acte)
    rejet = rejetee() if acte in (Acte.AVERTIR_IRRECEVABILITE, Acte.RADIER_IRRECEVABILITE) else None
    return la_demande(etat, avertissement=avertissement, rejet=rejet), JOURS.get(acte, date(2025, 9, 1))


def l_acteur(role: Role) -> Acteur:
    """Un acteur de ce rôle, avec tous les droits qu'un profil peut donner."""
    if role is Role.SYSTEME:
        return systeme("35")
    if role is Role.DEMANDEUR:
        perimetre = Perimetre(departement="35", demande_id=LA_DEMANDE)
        return Acteur(sorte=SorteActeur.DEMANDEUR, compte_id=UUID(int=4), libelle="Demandeur", perimetre=perimetre)
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=UUID(int=3),
        libelle="Anne Le Gall",
        organisme_libelle="Armor Habitat",
        perimetre=Perimetre(departement="35", organisme_id=LE_GUICHET, tout_organisme=role is Role.GESTIONNAIRE),
        droits=frozenset(d.value for d in Droit),
    )


def sans_droit(acteur: Acteur) -> Acteur:
    return replace(acteur, droits=frozenset())
