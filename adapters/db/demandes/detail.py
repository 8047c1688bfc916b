from collections.abc import Sequence
from datetime import date
from typing import Any

from adapters.db.referentiel.memory import Communes
from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.confidentialite import est_sensible, lit_le_sensible, masquer
from domain.demandes.declarations import Declaration
from domain.demandes.departs.vue import DeclarationVue
from domain.demandes.entete import entete
from domain.demandes.explications import FINANCEMENTS, regles_lues
from domain.demandes.formulaire import Formulaire
from domain.demandes.liens import Lien, NatureLien
from domain.demandes.model import Canal, Demande
from domain.demandes.policies import actions, liberation, lit_la_reponse
from domain.demandes.protection import Protection, voit_les_coordonnees
from domain.demandes.protection import masquer as sans_coordonnees
from domain.demandes.queries import (
    AvertissementVue,
    ControleVue,
    DelaiAnormalVue,
    DemandeDetail,
    GuichetVue,
    LabelCourt,
    PlafondVue,
    PointsVue,
    ProtectionVue,
    VerrouVue,
)
from domain.demandes.retours import points_a_corriger
from domain.demandes.rules.controles import controler
from domain.demandes.rules.delais import delai_anormalement_long
from domain.demandes.rules.menage import est_mal_rattache
from domain.demandes.rules.plafonds import NOMS_DES_ZONES, plafond, pourcentage
from domain.demandes.synthese import Synthese, nom_affiche, synthese
from domain.demandes.vie.valeurs import Avertissement, Verrou
from domain.kernel.calendrier import mois_entiers
from domain.kernel.francais import compte, duree, jour
from domain.organismes.acteur import Acteur, SorteActeur
from domain.referentiel.model import ZonePlafonds


class DetailBuilder:
    """One row of the database and the rules of the domain make the screen of a demande."""

    def __init__(self, communes: Communes) -> None:
        self._communes = communes

    def build(self, row: Any, acteur: Acteur, today: date) -> DemandeDetail:
        demande = demande_of(row)
        formulaire: Formulaire = row.formulaire
        found = synthese(formulaire, today, row.departement)
        connus = list(row.nirs_connus or ())
        montre, masque = (formulaire, False) if lit_le_sensible(acteur) else masquer(formulaire)
        if row.protection is not None and not voit_les_coordonnees(acteur, row.protection):
            montre, masque = sans_coordonnees(montre, row.protection), acteur.sorte is SorteActeur.AGENT
        zone = self._zone(formulaire)
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
            avertissement=_avertissement(row.avertissement, lit_la_reponse(acteur, demande)),
            anciennete_mois=mois,
            anciennete_libelle=duree(mois),
            motif_retour=row.motif_retour.libelle if row.motif_retour else None,
            commentaire_retour=row.commentaire_retour,
            points_retour=list(points_a_corriger(row.points_retour, today)),
            dalo=row.dalo,
            labels=labels_courts(row.labels),
            guichet=(
                GuichetVue(
                    id=row.organisme_id,
                    nom=row.guichet_nom,
                    telephone=row.guichet_telephone,
                    email=row.guichet_email,
                    mandataire=row.mandataire_nom,
                )
                if row.organisme_id and row.guichet_nom
                else None
            ),
            nom_affiche=nom_affiche(formulaire.demandeur),
            entete=entete(montre, row.deposee_le, today, row.departement),
            formulaire=montre,
            nirs_connus=connus,
            communes=[self._communes.courte(c) for c in _communes_citees(montre)],
            personnes_a_loger=found.personnes,
            personnes=found.libelle,
            unites_de_consommation=found.unites_de_consommation,
            categorie_menage=found.categorie.numero,
            ressources_mensuelles=found.ressources_mensuelles,
            rfr=found.rfr,
            plafonds=_plafonds(zone, found, today),
            occupants_a_rattacher=[o.id for o in formulaire.occupants if est_mal_rattache(o)],
            regles=list(regles_lues(formulaire, le=today, departement=row.departement, zone=zone, masque=masque)),
            delai_anormal=_delai_anormal(row, formulaire, today),
            controles=[
                ControleVue(champ=c.champ, niveau=c.niveau.value, code=c.code, message=c.message)
                for c in controler(
                    formulaire,
                    today,
                    avec_nir=connus,
                    nirs_a_verifier=list(row.nirs_a_verifier or ()),
                    nature=row.nature,
                    en_ligne=row.canal is Canal.PORTAIL,
                    departement=row.departement,
                )
                if not (masque and est_sensible(c.champ, c.code))
            ],
            verrou=_verrou(row.verrou, acteur),
            type_creation=row.type_creation,
            liens=_liens(row, acteur),
            protection=_protection(row.protection, acteur),
            declaration=_declaration(row.declaration, acteur),
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

    def _zone(self, formulaire: Formulaire) -> ZonePlafonds | None:
        """That of the first commune wished."""
        known = (self._communes.get(code) for code in formulaire.communes)
        return next((commune.zone_plafonds for commune in known if commune is not None), None)


def _plafonds(zone: ZonePlafonds | None, found: Synthese, today: date) -> list[PlafondVue]:
    vues = []
    for financement in FINANCEMENTS:
        montant = plafond(found.categorie, zone, financement, today)
        if montant is None or zone is None:
            continue
        vues.append(
            PlafondVue(
                financement=financement.value,
                montant=montant.valeur,
                pourcentage=pourcentage(found.rfr, montant.valeur) if found.rfr is not None else None,
                a_verifier=montant.a_verifier,
                reference=montant.reference,
                annee=today.year,
                zone=NOMS_DES_ZONES[zone],
            )
        )
    return vues


def _delai_anormal(row: Any, formulaire: Formulaire, today: date) -> DelaiAnormalVue | None:
    """What was marked is kept; only an active demande is still measured."""
    if row.deposee_le is None:
        return None
    recherche = formulaire.logement_recherche
    found = delai_anormalement_long(row.deposee_le, today, row.departement, recherche.typologies if recherche else ())
    if row.depasse_le is not None:
        jours = (min(today, row.radiee_le or today) - row.depasse_le).days
        return DelaiAnormalVue(
            mois=row.delai_mois,
            le=row.depasse_le,
            depasse=True,
            constate_le=row.constate_le,
            jours_en_depassement=jours,
            phrase=f"Le délai anormalement long, {compte(row.delai_mois, 'mois', 'mois')}, "
            f"est dépassé depuis le {jour(row.depasse_le)}, soit {compte(jours, 'jour')}.",
            reference=found.reference if found else None,
            a_verifier=found.a_verifier if found else False,
        )
    if found is None or row.etat is not EtatDemande.ACTIVE:
        return None
    le = date.fromisoformat(str(found.parametres["depuis_le"]))
    return DelaiAnormalVue(
        mois=int(str(found.parametres["delai_mois"])),
        le=le,
        depasse=found.valeur,
        constate_le=None,
        jours_en_depassement=max(0, (today - le).days),
        phrase=found.phrase,
        reference=found.reference,
        a_verifier=found.a_verifier,
    )


def _motif(row: Any) -> str | None:
    found = row.irrecevabilite or row.motif_radiation
    return found.libelle if found else None


def _avertissement(a: Avertissement | None, reponse_lue: bool) -> AvertissementVue | None:
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
        repondu_le=None if a.reponse is None else a.reponse.completee_le or a.reponse.le,
        reponse=a.reponse.texte if a.reponse is not None and reponse_lue else None,
    )


def _declaration(d: Declaration | None, acteur: Acteur) -> DeclarationVue | None:
    """Of who leaves, the other holders learn nothing from a declaration: only the access that made it reads it."""
    if d is None or (acteur.sorte is SorteActeur.DEMANDEUR and acteur.compte_id != d.compte_id):
        return None
    return DeclarationVue(
        sorte=d.sorte,
        sorte_libelle=d.sorte.libelle,
        personne_id=d.personne_id,
        personne=d.personne,
        declarant=d.declarant,
        le=d.le,
        justificatif=d.justificatif,
        justificatif_libelle=d.justificatif.libelle,
        occupants=list(d.occupants),
        successeur_id=d.successeur_id,
        deces_le=d.deces_le,
        raisons=list(d.raisons),
        refus=d.refus,
        refusee_par=d.refusee_par,
        refusee_le=d.refusee_le,
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
        declaration=row.declaration,
        rejet=row.rejet,
    )


def _verrou(verrou: Verrou | None, acteur: Acteur) -> VerrouVue | None:
    if verrou is None:
        return None
    return VerrouVue(
        raison=verrou.raison,
        depuis_le=verrou.depuis_le,
        par=verrou.par,
        liberation=None if acteur.sorte is SorteActeur.DEMANDEUR else liberation(acteur, verrou),
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


def labels_courts(lus: Sequence[Sequence[str]] | None) -> list[LabelCourt]:
    return [LabelCourt(code=code, libelle=libelle) for code, libelle in lus or ()]


def _communes_citees(formulaire: Formulaire) -> list[str]:
    cited = list(formulaire.communes)
    for adulte in formulaire.adultes:
        cited += [a.commune for a in (adulte.adresse, adulte.adresse_logement) if a is not None and a.commune]
        if adulte.situation_professionnelle and adulte.situation_professionnelle.commune_travail:
            cited.append(adulte.situation_professionnelle.commune_travail)
    return list(dict.fromkeys(cited))
