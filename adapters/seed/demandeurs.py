"""The applicants of the demonstration, one a turn of life: an offer to answer, a form to correct or to go on with,
a demande to renew, to wake up, to restore."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.seed.comptes import DEMANDEURS, DemandeurDemo
from adapters.seed.dossiers import Dossier, derouler, guichets
from adapters.seed.formulaires import tirer_formulaire
from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from adapters.seed.partenaires import annuaire
from adapters.seed.pieces import Objet, joindre
from adapters.seed.relocations import Relocations
from adapters.seed.scenarios import Etape, vacance_d_aujourd_hui
from adapters.seed.vies import Vie
from adapters.seed.vivier import Vivier
from domain.demandes.codes import (
    CategorieSocioprofessionnelle,
    Civilite,
    Contrat,
    EtatDemande,
    LienParente,
    Motif,
    Nationalite,
    Ressource,
    SituationFamiliale,
    StatutLogement,
)
from domain.demandes.formulaire import (
    AccompagnementSocial,
    DossierCollecteur,
    Formulaire,
    LogementActuel,
    LogementRecherche,
    Motifs,
    Occupant,
    Personne,
    QuartierSouhaite,
    RessourceMensuelle,
    RevenuFiscal,
    Revenus,
    SituationProfessionnelle,
)
from domain.demandes.model import Canal
from domain.demandes.rules.ressources import annee_de_reference
from domain.kernel.codes import CategorieLogement, Sexe, Typologie

if TYPE_CHECKING:
    from adapters.seed.lots import Territoire


@dataclass(frozen=True, slots=True)
class CompteAOuvrir:
    email: str
    demande_id: UUID
    cree_le: datetime


@dataclass(slots=True)
class Demonstration:
    dossiers: list[Dossier] = field(default_factory=list)
    comptes: list[CompteAOuvrir] = field(default_factory=list)
    objets: list[Objet] = field(default_factory=list)


def vies_de_demonstration(today: date) -> list[Vie]:
    """In the order of comptes.DEMANDEURS."""

    def le(jours: int, heure: int = 18) -> datetime:
        return datetime.combine(today - timedelta(days=jours), time(heure, 20), UTC)

    active = Vie(
        etat=EtatDemande.ACTIVE,
        canal=Canal.PORTAIL,
        creee_le=le(431),
        soumise_le=le(428),
        deposee_le=le(428).date(),
        validee_le=le(423, 9),
        renouvellements=((today - timedelta(days=81)),),
    )
    retournee = Vie(
        etat=EtatDemande.RETOURNEE, canal=Canal.PORTAIL, creee_le=le(11), soumise_le=le(9), retournee_le=le(4, 9)
    )
    brouillon = Vie(etat=EtatDemande.EN_COURS_DE_SAISIE, canal=Canal.PORTAIL, creee_le=le(3))
    return [active, retournee, brouillon, *_echeances(today, le)]


def _echeances(today: date, le: Callable[[int], datetime]) -> list[Vie]:
    """One that expires in a fortnight, one asleep for a fortnight, one struck off for a fortnight."""

    def depuis(etat: EtatDemande, jours: int) -> Vie:
        return Vie(
            etat=etat,
            canal=Canal.PORTAIL,
            creee_le=le(jours + 2),
            soumise_le=le(jours),
            deposee_le=le(jours).date(),
            validee_le=le(jours - 3),
        )

    def jour(il_y_a: int) -> date:
        return today - timedelta(days=il_y_a)

    return [
        replace(depuis(EtatDemande.ACTIVE, 352), rappelee_le=jour(17)),
        replace(depuis(EtatDemande.EN_SOMMEIL, 380), rappelee_le=jour(45), endormie_le=jour(13)),
        replace(depuis(EtatDemande.RADIEE_NON_RENOUVELLEMENT, 412), rappelee_le=jour(77), radiee_le=jour(15)),
    ]


def demandes_de_demonstration(
    hasard: Hasard,
    territoire: "Territoire",
    chantier: Relocations,
    vivier: Vivier,
    departs: Sequence[tuple[Vie, str, int | None]],
) -> Demonstration:
    found = Demonstration()
    ou = geographie(territoire.departement)
    accueil = guichets(territoire.graine, territoire.departements, territoire.departement)
    ville = max(ou.codes, key=lambda code: ou.communes[code].population)
    for demandeur, (vie, reference, sequence) in zip(DEMANDEURS, departs, strict=True):
        email = demandeur.email(territoire.departement)
        tire = tirer_formulaire(hasard, ou, accueil.noms_des_bailleurs, territoire.today, vie.creee_le, ville)
        formulaire = _nommer(tire, demandeur, email)
        if demandeur is DEMANDEURS[0]:
            formulaire = _famille(hasard, formulaire, ville, territoire.today, vie)
        guichet = accueil.tirer(hasard, ville)
        dossier = derouler(hasard, territoire.departement, vie, formulaire, reference, sequence, guichet)
        if territoire.coffre is not None and vie.etat is not EtatDemande.EN_COURS_DE_SAISIE:
            found.objets += joindre(hasard, dossier, guichet)
        if demandeur is DEMANDEURS[0]:
            dossier.suivi = True
            _animer(territoire, chantier, vivier, ville, dossier)
        found.dossiers.append(dossier)
        found.comptes.append(CompteAOuvrir(email, dossier.demande.id, vie.creee_le))
    return found


def _animer(territoire: "Territoire", chantier: Relocations, vivier: Vivier, ville: str, dossier: Dossier) -> None:
    """The landlord of the demonstration accounts has a vacancy at each stage, and offers one to this applicant."""
    bailleur = annuaire(territoire.graine, territoire.departements).de(territoire.departement, "bailleur-1")
    vacance_d_aujourd_hui(chantier, vivier, Etape.PROPOSEE, ville, Typologie.T3, dossier, bailleur_id=bailleur.id)
    for etape in Etape:
        vacance_d_aujourd_hui(chantier, vivier, etape, ville, Typologie.T2, bailleur_id=bailleur.id)


def _nommer(formulaire: Formulaire, demandeur: DemandeurDemo, email: str) -> Formulaire:
    assert formulaire.demandeur is not None
    personne = replace(
        formulaire.demandeur,
        nom_naissance=demandeur.nom,
        nom_usage=None,
        prenoms=demandeur.prenom,
        email=email,
        nationalite=Nationalite.FRANCAISE,
    )
    return replace(formulaire, demandeur=personne)


def _famille(hasard: Hasard, formulaire: Formulaire, ville: str, today: date, vie: Vie) -> Formulaire:
    """A mother of two in a private flat that has become too small and too dear: a household anyone can picture."""
    assert formulaire.demandeur is not None
    travail = SituationProfessionnelle(
        contrat=Contrat.CDI,
        profession="Aide-soignante",
        employeur="Centre hospitalier",
        commune_travail=ville,
        depuis_le=date(today.year - 8, 9, 1),
        categorie=CategorieSocioprofessionnelle.EMPLOYE,
        chez_l_employeur_depuis=date(today.year - 5, 3, 1),
        cotise_action_logement=True,
        collecteurs=(DossierCollecteur(organisme="Action Logement", numero="AL-0153"),),
    )
    mere: Personne = replace(
        formulaire.demandeur,
        civilite=Civilite.MADAME,
        ne_le=date(today.year - 34, 4, 12),
        situation_familiale=SituationFamiliale.SEPARE,
        situation_familiale_depuis=date(today.year - 2, 5, 14),
        situation_professionnelle=travail,
        handicap=False,
    )
    annee = annee_de_reference(today)
    return Formulaire(
        demandeur=mere,
        occupants=tuple(
            Occupant(
                id=hasard.identifiant(vie.creee_le),
                nom=mere.nom_naissance or "",
                prenom=prenom,
                ne_le=date(today.year - ans, mois, 9),
                sexe=sexe,
                lien=LienParente.ENFANT,
                a_charge=True,
            )
            for prenom, ans, mois, sexe in (("Malo", 9, 2, Sexe.MASCULIN), ("Inès", 6, 7, Sexe.FEMININ))
        ),
        revenus=Revenus(
            rfr=(RevenuFiscal(personne_id=mere.id, annee=annee, montant=17_240),),
            ressources=(
                RessourceMensuelle(personne_id=mere.id, nature=Ressource.SALAIRE, montant=1_640),
                RessourceMensuelle(nature=Ressource.ALLOCATIONS_FAMILIALES, montant=151),
                RessourceMensuelle(nature=Ressource.PENSION_ALIMENTAIRE, montant=180),
            ),
        ),
        logement_actuel=LogementActuel(
            statut=StatutLogement.PARC_PRIVE,
            depuis_le=date(today.year - 4, 9, 1),
            loyer=720,
            apl=118,
            typologie=Typologie.T2,
            surface=41,
            nb_habitants=3,
            categorie=CategorieLogement.APPARTEMENT,
        ),
        logement_recherche=LogementRecherche(
            typologies=(Typologie.T3, Typologie.T4),
            communes=tuple(dict.fromkeys((ville, *formulaire.communes)))[:4],
            demande_elargie=True,
            loyer_max=680,
            quartiers=(QuartierSouhaite(commune=ville, nom="Centre"),),
            programmes=("Les Tilleuls",),
            caution=True,
        ),
        accompagnement=AccompagnementSocial(nom="CCAS", telephone="0200000000"),
        motifs=Motifs(codes=(Motif.TROP_PETIT, Motif.TROP_CHER, Motif.SEPARATION)),
    )
