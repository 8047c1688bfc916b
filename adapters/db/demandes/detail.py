from dataclasses import replace
from datetime import date
from typing import Any

from adapters.db.referentiel.memory import Communes
from domain.demandes.codes import Financement, Motif, MotifRadiation
from domain.demandes.formulaire import Formulaire
from domain.demandes.liens import Lien, NatureLien
from domain.demandes.model import Avertissement, Canal, Demande
from domain.demandes.policies import actions
from domain.demandes.protection import Protection, masquer, voit_les_coordonnees
from domain.demandes.queries import (
    AvertissementVue,
    ControleVue,
    DemandeDetail,
    GuichetVue,
    PlafondVue,
    PointsVue,
    ProtectionVue,
    VerrouVue,
)
from domain.demandes.retours import points_a_corriger
from domain.demandes.rules.controles import controler
from domain.demandes.rules.plafonds import plafond, pourcentage
from domain.demandes.synthese import nom_affiche, synthese
from domain.kernel.calendrier import mois_entiers
from domain.kernel.francais import duree
from domain.organismes.acteur import Acteur, Droit, SorteActeur

MOTIFS_SENSIBLES = frozenset({Motif.VIOLENCES, Motif.HANDICAP, Motif.SANTE})
FINANCEMENTS = (Financement.PLAI, Financement.PLUS, Financement.PLS)


class DetailBuilder:
    """One row of the database and the rules of the domain make the screen of a demande."""

    def __init__(self, communes: Communes) -> None:
        self._communes = communes

    def build(self, row: Any, acteur: Acteur, today: date) -> DemandeDetail:
        demande = demande_of(row)
        formulaire: Formulaire = row.formulaire
        found = synthese(formulaire, today, row.departement)
        connus = list(row.nirs_connus or ())
        montre, masque = _masquer(formulaire, acteur)
        if row.protection is not None and not voit_les_coordonnees(acteur, row.protection):
            montre, masque = masquer(montre, row.protection), acteur.sorte is SorteActeur.AGENT
        mois = mois_entiers(row.deposee_le, today) if row.deposee_le else 0
        return DemandeDetail(
            id=row.id,
            version=row.version,
            departement=row.departement,
            etat=row.etat,
            etat_libelle=row.etat.libelle,
            numero_unique=row.numero_unique,
            reference=row.reference,
            canal=row.canal,
            nature=row.nature,
            creee_le=row.creee_le,
            deposee_le=row.deposee_le,
            soumise_le=row.soumise_le,
            validee_le=row.validee_le,
            renouvelee_le=row.renouvelee_le,
            expire_le=row.expire_le,
            radiee_le=row.radiee_le,
            motif_radiation=_motif(row),
            endormie_le=row.endormie_le,
            avertissement=_avertissement(row.avertissement),
            anciennete_mois=mois,
            anciennete_libelle=duree(mois),
            motif_retour=row.motif_retour.libelle if row.motif_retour else None,
            commentaire_retour=row.commentaire_retour,
            points_retour=list(points_a_corriger(row.points_retour, today)),
            dalo=row.dalo,
            guichet=(
                GuichetVue(
                    id=row.organisme_id,
                    nom=row.guichet_nom,
                    telephone=row.guichet_telephone,
                    email=row.guichet_email,
                )
                if row.organisme_id and row.guichet_nom
                else None
            ),
            nom_affiche=nom_affiche(formulaire.demandeur),
            formulaire=montre,
            nirs_connus=connus,
            communes=[self._communes.courte(c) for c in _communes_citees(montre)],
            personnes_a_loger=found.personnes,
            personnes=found.libelle,
            unites_de_consommation=found.unites_de_consommation,
            categorie_menage=found.categorie.numero,
            ressources_mensuelles=found.ressources_mensuelles,
            rfr=found.rfr,
            plafonds=self._plafonds(formulaire, found, today),
            controles=[
                ControleVue(champ=c.champ, niveau=c.niveau.value, code=c.code, message=c.message)
                for c in controler(
                    formulaire,
                    today,
                    avec_nir=connus,
                    nature=row.nature,
                    en_ligne=row.canal is Canal.PORTAIL,
                    departement=row.departement,
                )
            ],
            verrou=(
                VerrouVue(raison=row.verrou.raison, depuis_le=row.verrou.depuis_le, par=row.verrou.par)
                if row.verrou
                else None
            ),
            type_creation=row.type_creation,
            liens=_liens(row, acteur),
            protection=_protection(row.protection, acteur),
            cotations=[
                PointsVue(
                    epci=epci,
                    epci_nom=self._communes.nom_epci(epci),
                    points_verifies=verifie,
                    points_declares=declare,
                )
                for epci, verifie, declare in row.cotations or ()
            ],
            identite_deposee=row.identite_deposee,
            informations_masquees=masque,
            actions=list(actions(acteur, demande, today)),
        )

    def _plafonds(self, formulaire: Formulaire, found: Any, today: date) -> list[PlafondVue]:
        zone = None
        for code in formulaire.communes:
            commune = self._communes.get(code)
            if commune is not None:
                zone = commune.zone_plafonds
                break
        vues = []
        for financement in FINANCEMENTS:
            montant = plafond(found.categorie, zone, financement, today)
            if montant is None:
                continue
            vues.append(
                PlafondVue(
                    financement=financement.value,
                    montant=montant.valeur,
                    pourcentage=pourcentage(found.rfr, montant.valeur) if found.rfr is not None else None,
                    a_verifier=montant.a_verifier,
                    reference=montant.reference,
                )
            )
        return vues


def _motif(row: Any) -> str | None:
    found = row.irrecevabilite or row.motif_radiation
    return found.libelle if found else None


def _avertissement(a: Avertissement | None) -> AvertissementVue | None:
    if a is None:
        return None
    return AvertissementVue(
        motif=(a.irrecevabilite or a.motif).libelle,
        moyen=a.moyen.libelle,
        envoye_le=a.envoye_le,
        echeance=a.echeance,
        par=a.par,
        phrase=a.annoncer(),
        en_ligne=a.motif is MotifRadiation.ABSENCE_DE_REPONSE,
    )


def demande_of(row: Any) -> Demande:
    """The aggregate as its guards need it; never attached to a session."""
    return Demande(
        departement=row.departement,
        id=row.id,
        reference=row.reference,
        canal=row.canal,
        etat=row.etat,
        nature=row.nature,
        creee_le=row.creee_le,
        organisme_id=row.organisme_id,
        numero_unique=row.numero_unique,
        deposee_le=row.deposee_le,
        soumise_le=row.soumise_le,
        validee_le=row.validee_le,
        renouvelee_le=row.renouvelee_le,
        expire_le=row.expire_le,
        radiee_le=row.radiee_le,
        motif_radiation=row.motif_radiation,
        endormie_le=row.endormie_le,
        rappelee_le=row.rappelee_le,
        avertissement=row.avertissement,
        verrou=row.verrou,
        formulaire=row.formulaire,
        protection=row.protection,
    )


def _liens(row: Any, acteur: Acteur) -> list[Lien]:
    """Of two households that one of them flees, the applicant does not learn where the other went."""
    agent = acteur.sorte is not SorteActeur.DEMANDEUR
    return [lien for lien in row.liens if agent or lien.nature is not NatureLien.SEPARATION]


def _protection(protection: Protection | None, acteur: Acteur) -> ProtectionVue | None:
    """A co-holder is never told that somebody is protected from him."""
    voit = voit_les_coordonnees(acteur, protection)
    if protection is None or (not voit and acteur.sorte is not SorteActeur.AGENT):
        return None
    return ProtectionVue(
        personne_id=protection.personne_id if voit else None,
        depuis_le=protection.depuis_le if voit else None,
        par=protection.par if voit else None,
        motif=protection.motif if voit else None,
        motif_libelle=protection.motif.libelle if voit else None,
        contact=protection.contact if voit else None,
        coordonnees_masquees=not voit,
    )


def _masquer(formulaire: Formulaire, acteur: Acteur) -> tuple[Formulaire, bool]:
    """Health and violence motives are shown only to the profiles that may see them."""
    if acteur.sorte is not SorteActeur.AGENT or acteur.peut(Droit.DEMANDES_SENSIBLE):
        return formulaire, False
    kept = tuple(m for m in formulaire.motifs.codes if m not in MOTIFS_SENSIBLES)
    demandeur = formulaire.demandeur
    hidden = (
        kept != formulaire.motifs.codes
        or any(a.handicap for a in formulaire.adultes)
        or bool(formulaire.logement_recherche and formulaire.logement_recherche.adapte_handicap)
    )
    if not hidden:
        return formulaire, False
    return (
        replace(
            formulaire,
            demandeur=replace(demandeur, handicap=False) if demandeur else None,
            codemandeurs=tuple(replace(c, handicap=False) for c in formulaire.codemandeurs),
            motifs=replace(formulaire.motifs, codes=kept),
        ),
        True,
    )


def _communes_citees(formulaire: Formulaire) -> list[str]:
    cited = list(formulaire.communes)
    for adulte in formulaire.adultes:
        if adulte.adresse:
            cited.append(adulte.adresse.commune)
        if adulte.situation_professionnelle and adulte.situation_professionnelle.commune_travail:
            cited.append(adulte.situation_professionnelle.commune_travail)
    return list(dict.fromkeys(cited))
