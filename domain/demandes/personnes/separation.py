"""Une séparation enregistrée, et de quoi la défaire tant que les deux demandes n'ont pas vécu chacune leur vie."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from domain.demandes.formulaire import Formulaire
from domain.demandes.liens import Lien, NatureLien
from domain.demandes.model import Demande
from domain.demandes.parametres import PARAMETRES
from domain.demandes.personnes.errors import SeparationIrreversible
from domain.demandes.personnes.events import SeparationDefaite, SuiteDeSeparation
from domain.demandes.synthese import nom_affiche
from domain.demandes.vie.table import ENREGISTREES
from domain.kernel.aggregate import Aggregate
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.kernel.raisons import Raison

FOYER = (
    "demandeur",
    "codemandeurs",
    "occupants",
    "a_naitre",
    "revenus",
    "colocataires",
    "handicaps",
    "accompagnement",
)
"""Les rubriques que la séparation a partagées."""


@dataclass(eq=False, kw_only=True)
class Separation(Aggregate):
    """Un adulte a reçu sa propre demande ; ce qu'étaient les deux formulaires ce jour-là."""

    departement: str
    id: UUID
    demande_id: UUID
    """La demande d'origine, qui garde son numéro."""
    nouvelle_id: UUID
    personne_id: UUID
    """La personne qui est partie."""
    le: datetime
    par: str
    organisme: str | None
    justificatif: str
    avant: Formulaire
    apres: Formulaire
    nouvelle: Formulaire
    defaite_le: datetime | None = None
    defaite_par: str | None = None
    motif_defaite: str | None = None
    version: int = 1


def annulable_jusqu_au(separation: Separation) -> date:
    """Le dernier jour où la séparation se défait d'un geste."""
    depuis = aujourd_hui(separation.le)
    jours = PARAMETRES.a_la_date("personnes.separation_annulable_jours", depuis, separation.departement).entier()
    return depuis + timedelta(days=jours)


def raisons_de_ne_pas_defaire(
    separation: Separation, demande: Demande, nouvelle: Demande, le: date
) -> Iterator[Raison]:
    """Une séparation se défait tant que rien de définitif n'est arrivé à l'une ni à l'autre."""
    if separation.defaite_le is not None:
        yield Raison(code="separation-deja-defaite", phrase="Cette séparation a déjà été défaite.")
        return
    limite = annulable_jusqu_au(separation)
    if le > limite:
        yield Raison(
            code="separation-trop-ancienne",
            phrase=f"Cette séparation pouvait être défaite jusqu'au {jour(limite)}. Chaque personne a désormais sa "
            "demande ; elles peuvent encore demander ensemble en ajoutant un codemandeur.",
            parametres={"jusqu_au": limite.isoformat()},
        )
    for une in (demande, nouvelle):
        if une.etat not in ENREGISTREES:
            yield Raison(
                code="separation-demande-close",
                phrase=f"La demande {une.numero_unique} n'est plus active ({une.etat.libelle.lower()}).",
                parametres={"etat": une.etat.value},
            )
        if une.verrou is not None:
            verrou = une.verrou.opposer()
            yield replace(verrou, phrase=f"Demande {une.numero_unique} : {verrou.phrase}")
    if demande.protection is not None or nouvelle.protection is not None:
        yield Raison(
            code="situation-protegee",
            phrase="L'une de ces personnes est protégée : on ne la remet pas dans la demande de l'autre.",
        )
    if _a_change(demande.formulaire, separation.apres) or _a_change(nouvelle.formulaire, separation.nouvelle):
        yield Raison(
            code="separation-foyer-change",
            phrase="Depuis la séparation, l'une des deux demandes a changé (personnes, revenus, coordonnées) : la "
            "défaire effacerait ces changements. Ajoutez plutôt la personne comme codemandeur, puis fusionnez.",
        )


def _a_change(actuel: Formulaire, alors: Formulaire) -> bool:
    return any(getattr(actuel, rubrique) != getattr(alors, rubrique) for rubrique in FOYER)


def defaire(separation: Separation, demande: Demande, nouvelle: Demande, *, motif: str, par: str, le: datetime) -> None:
    """Les deux personnes demandent de nouveau ensemble, sous le premier numéro ; le second ne sert plus."""
    raisons = tuple(raisons_de_ne_pas_defaire(separation, demande, nouvelle, aujourd_hui(le)))
    if raisons:
        raise SeparationIrreversible(f"{raisons[0].phrase} Rien n'a été changé.", raisons=raisons)
    avant = separation.avant
    demande.formulaire = replace(demande.formulaire, **{rubrique: getattr(avant, rubrique) for rubrique in FOYER})
    demande.renouvelee_le = _plus_tard(demande.renouvelee_le, nouvelle.renouvelee_le)
    demande.expire_le = _plus_tard(demande.expire_le, nouvelle.expire_le)
    demande.liens = tuple(lien for lien in demande.liens if lien.demande_id != nouvelle.id)
    nouvelle.liens = tuple(lien for lien in nouvelle.liens if lien.demande_id != demande.id)
    numero = demande.numero_unique or demande.reference
    nouvelle.rejoindre(
        Lien(demande_id=demande.id, numero=numero, nature=NatureLien.FUSIONNEE_DANS, depuis_le=aujourd_hui(le)),
        le=aujourd_hui(le),
    )
    separation.defaite_le, separation.defaite_par, separation.motif_defaite = le, par, motif
    partie = next(p for p in avant.adultes if p.id == separation.personne_id)
    demande.record(
        SeparationDefaite(
            departement=demande.departement,
            occurred_at=le,
            aggregate_id=demande.id,
            nouvelle_id=nouvelle.id,
            personne_id=partie.id,
            personne=nom_affiche(partie),
            numero=nouvelle.numero_unique or nouvelle.reference,
            commentaire=motif,
        )
    )
    nouvelle.record(SuiteDeSeparation(departement=nouvelle.departement, occurred_at=le, aggregate_id=nouvelle.id))


def _plus_tard(a: date | None, b: date | None) -> date | None:
    return max((d for d in (a, b) if d is not None), default=None)
