"""La situation protégée : une personne en danger, dont les coordonnées ne se montrent plus."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from domain.demandes.codes import Motif
from domain.demandes.formulaire import Formulaire, Motifs, Personne
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Droit, SorteActeur

P = TypeVar("P", bound=Personne)

OU_LA_JOINDRE: Final = ("adresse", "adresse_logement", "telephone", "telephone_domicile", "telephone_travail", "email")
OU_ELLE_TRAVAILLE: Final = ("employeur", "commune_travail", "siret", "coordonnees_employeur")


class MotifProtection(Nomenclature):
    """Pourquoi une personne est protégée. Codes du projet."""

    VIOLENCES = "violences", "Violences au sein du couple ou de la famille"
    ORDONNANCE = "ordonnance", "Ordonnance de protection du juge aux affaires familiales"
    AUTRE_DANGER = "autre_danger", "Autre danger grave signalé par un partenaire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection(ReadModel):
    """Qui est protégé, depuis quand, et comment lui écrire sans danger."""

    personne_id: UUID
    motif: MotifProtection
    depuis_le: datetime
    par: str
    contact: str | None = None
    """Adresse électronique ou mobile que la personne est seule à lire."""


def voit_les_coordonnees(acteur: Acteur, protection: Protection | None) -> bool:
    """La personne protégée elle-même, et les agents qui lisent les informations de violences ; nul autre.

    CCH R441-2-6 ; délibération CNIL 2021-122.
    """
    if protection is None or acteur.sorte is SorteActeur.SYSTEME:
        return True
    if acteur.sorte is SorteActeur.AGENT:
        return acteur.peut(Droit.DEMANDES_SENSIBLE)
    return acteur.sorte is SorteActeur.DEMANDEUR and acteur.personne_id == protection.personne_id


def masquer(formulaire: Formulaire, protection: Protection) -> Formulaire:
    """Le formulaire sans rien qui dise où vit, où travaille et comment se joint la personne protégée, ni pourquoi."""
    id = protection.personne_id
    logement, motifs = formulaire.logement_actuel, formulaire.motifs
    return replace(
        formulaire,
        demandeur=_sans_coordonnees(formulaire.demandeur, id) if formulaire.demandeur else None,
        codemandeurs=tuple(_sans_coordonnees(c, id) for c in formulaire.codemandeurs),
        logement_actuel=replace(logement, hebergeant=None, bailleur=None) if logement else None,
        accompagnement=None,
        motifs=replace(motifs, codes=tuple(m for m in motifs.codes if m is not Motif.VIOLENCES)),
    )


def _sans_coordonnees(personne: P, protegee_id: UUID) -> P:
    if personne.id != protegee_id:
        return personne
    rien: dict[str, Any] = dict.fromkeys(OU_LA_JOINDRE)
    pas_la: dict[str, Any] = dict.fromkeys(OU_ELLE_TRAVAILLE)
    travail = personne.situation_professionnelle
    return replace(personne, **rien, situation_professionnelle=replace(travail, **pas_la) if travail else None)


def retablir(sections: Mapping[str, Any], actuel: Formulaire, protection: Protection) -> dict[str, Any]:
    """Qui ne voit pas les coordonnées ne peut ni les effacer ni les remplacer : elles restent ce qu'elles sont."""
    gardees = dict(sections)
    connues = {p.id: p for p in actuel.adultes}
    if isinstance(sections.get("demandeur"), Personne):
        gardees["demandeur"] = _avec_coordonnees(sections["demandeur"], connues, protection)
    if "codemandeurs" in sections:
        gardees["codemandeurs"] = tuple(_avec_coordonnees(c, connues, protection) for c in sections["codemandeurs"])
    logement, connu = sections.get("logement_actuel"), actuel.logement_actuel
    if logement is not None and connu is not None:
        gardees["logement_actuel"] = replace(logement, hebergeant=connu.hebergeant, bailleur=connu.bailleur)
    if "accompagnement" in sections and actuel.accompagnement is not None:
        gardees["accompagnement"] = actuel.accompagnement
    if "motifs" in sections and Motif.VIOLENCES in actuel.motifs.codes:
        gardees["motifs"] = _avec_le_motif_tu(sections["motifs"], actuel.motifs.codes.index(Motif.VIOLENCES))
    return gardees


def _avec_le_motif_tu(motifs: Motifs, rang: int) -> Motifs:
    autres: list[Motif] = [m for m in motifs.codes if m is not Motif.VIOLENCES]
    autres.insert(rang, Motif.VIOLENCES)
    return replace(motifs, codes=tuple(autres))


def _avec_coordonnees(personne: P, connues: Mapping[UUID, Personne], protection: Protection) -> P:
    connue = connues.get(personne.id)
    if connue is None or personne.id != protection.personne_id:
        return personne
    travail, connu = personne.situation_professionnelle, connue.situation_professionnelle
    if travail is not None and connu is not None:
        travail = replace(travail, **{champ: getattr(connu, champ) for champ in OU_ELLE_TRAVAILLE})
    return replace(
        personne,
        **{champ: getattr(connue, champ) for champ in OU_LA_JOINDRE},
        situation_professionnelle=travail,
    )
