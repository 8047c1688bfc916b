"""Une demande tenue ailleurs entre ici par un fichier, puis le suit."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.demandes.codes import EtatDemande, MotifRadiation, NatureDossier
from domain.demandes.events import DemandeMiseAJour, DemandeReprise
from domain.demandes.formulaire import SECTIONS, Formulaire
from domain.demandes.model import Canal, Demande
from domain.demandes.vie.table import ACTES_DE_RADIATION, TRANSITIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprise:
    """Ce qu'un fichier dit d'une demande tenue ailleurs."""

    fichier: str
    formulaire: Formulaire
    nature: NatureDossier
    numero_unique: str | None
    deposee_le: date | None
    renouvelee_le: date | None
    expire_le: date | None
    radiee_le: date | None
    motif_radiation: MotifRadiation | None
    dalo: bool
    source: str | None = None
    """Qui a fourni ce que le fichier change, et l'accord de la personne s'il en faut un."""

    @property
    def etat(self) -> EtatDemande:
        """Sans numéro unique, un brouillon ; radiée ailleurs, l'état où son motif la met."""
        if self.numero_unique is None:
            return EtatDemande.BROUILLON
        if self.motif_radiation is None:
            return EtatDemande.ACTIVE
        return TRANSITIONS[EtatDemande.ACTIVE, ACTES_DE_RADIATION[self.motif_radiation]]


def reprendre(*, id: UUID, departement: str, reference: str, organisme_id: UUID, dit: Reprise, le: datetime) -> Demande:
    """Son numéro et son ancienneté sont gardés.

    Sans numéro unique, elle n'est qu'un brouillon : un guichet vérifiera l'identité avant de l'enregistrer.
    """
    enregistree = dit.numero_unique is not None
    demande = Demande(
        departement=departement,
        id=id,
        reference=reference,
        canal=Canal.IMPORT,
        etat=dit.etat,
        nature=dit.nature,
        formulaire=dit.formulaire,
        organisme_id=organisme_id,
        creee_le=le,
        numero_unique=dit.numero_unique,
        deposee_le=dit.deposee_le if enregistree else None,
        validee_le=le if enregistree else None,
        renouvelee_le=dit.renouvelee_le,
        expire_le=dit.expire_le if enregistree else None,
        radiee_le=dit.radiee_le,
        motif_radiation=dit.motif_radiation,
        dalo=dit.dalo,
    )
    demande.record(
        DemandeReprise(
            departement=departement,
            aggregate_id=id,
            occurred_at=le,
            fichier=dit.fichier,
            numero_unique=dit.numero_unique,
        )
    )
    return demande


def suivre(demande: Demande, dit: Reprise, *, le: datetime) -> None:
    """Le fichier d'origine est plus récent : ses rubriques remplacent celles du dossier, l'historique les garde."""
    changees = [s for s in SECTIONS if getattr(dit.formulaire, s) != getattr(demande.formulaire, s)]
    avant = {s: getattr(demande.formulaire, s) for s in changees}
    demande.formulaire = dit.formulaire
    demande.nature = dit.nature
    demande.dalo = dit.dalo
    if demande.etat is EtatDemande.ACTIVE:
        _suivre_la_vie(demande, dit)
    demande.record(
        DemandeMiseAJour(
            departement=demande.departement,
            aggregate_id=demande.id,
            occurred_at=le,
            fichier=dit.fichier,
            sections=changees,
            avant=avant,
            apres={s: getattr(dit.formulaire, s) for s in changees},
            radiation=dit.motif_radiation.libelle if dit.motif_radiation else None,
            source=dit.source,
        )
    )


def _suivre_la_vie(demande: Demande, dit: Reprise) -> None:
    demande.deposee_le = dit.deposee_le or demande.deposee_le
    if dit.renouvelee_le is not None and (demande.renouvelee_le is None or dit.renouvelee_le > demande.renouvelee_le):
        demande.renouvelee_le = dit.renouvelee_le
        demande.expire_le = dit.expire_le
    if dit.motif_radiation is not None:
        # Prononcée ailleurs, dans les formes de la loi : le fichier ne fait que le dire.
        demande.etat = TRANSITIONS[EtatDemande.ACTIVE, ACTES_DE_RADIATION[dit.motif_radiation]]
        demande.radiee_le = dit.radiee_le
        demande.motif_radiation = dit.motif_radiation
        demande.avertissement = None
