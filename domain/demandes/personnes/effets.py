"""Ce que devient un formulaire quand quelqu'un y entre ou en sort. L'aperçu et l'acte passent par ici tous les deux."""

from collections.abc import Set
from dataclasses import fields, is_dataclass, replace
from typing import Any
from uuid import UUID

from domain.demandes.codes import LienCodemandeur, SituationFamiliale
from domain.demandes.formulaire import Codemandeur, Formulaire, Personne
from domain.demandes.personnes.codes import Justificatif

DIVORCE = frozenset({Justificatif.JUGEMENT_DIVORCE})


def ajouter(formulaire: Formulaire, codemandeur: Codemandeur) -> Formulaire:
    return replace(formulaire, codemandeurs=(*formulaire.codemandeurs, codemandeur))


def retirer(formulaire: Formulaire, personne_id: UUID, successeur_id: UUID | None = None) -> Formulaire:
    """La personne et ce qui n'était qu'à elle quittent le formulaire ; s'il le faut, un codemandeur prend sa place."""
    reste = sans_les_reponses_de(formulaire, {personne_id})
    autres = tuple(c for c in reste.codemandeurs if c.id != personne_id)
    demandeur = reste.demandeur
    if demandeur is None or demandeur.id != personne_id:
        return replace(reste, codemandeurs=autres)
    suivant = next((c for c in autres if c.id == successeur_id), autres[0] if autres else None)
    if suivant is None:
        return replace(reste, codemandeurs=())
    return replace(
        reste,
        demandeur=sans_coordonnees_perdues(personne_de(suivant), demandeur),
        codemandeurs=tuple(c for c in autres if c.id != suivant.id),
    )


def separer(
    formulaire: Formulaire, partant_id: UUID, occupants: Set[UUID], justificatif: Justificatif | None
) -> tuple[Formulaire, Formulaire]:
    """Ce qui reste, et ce que la personne qui part emporte : elle-même, ses revenus, et les enfants qui la suivent."""
    partant = next(p for p in formulaire.adultes if p.id == partant_id)
    autres = {p.id for p in formulaire.adultes} - {partant_id}
    reste = retirer(formulaire, partant_id)
    reste = replace(
        reste,
        demandeur=_separe(reste.demandeur, justificatif) if reste.demandeur else None,
        codemandeurs=tuple(_separe(c, justificatif) for c in reste.codemandeurs),
        occupants=tuple(o for o in reste.occupants if o.id not in occupants),
    )
    seul = personne_de(partant) if isinstance(partant, Codemandeur) else partant
    titulaire = formulaire.demandeur
    nouvelle = sans_les_reponses_de(formulaire, autres)
    return reste, replace(
        nouvelle,
        demandeur=_separe(sans_coordonnees_perdues(seul, titulaire) if titulaire else seul, justificatif),
        codemandeurs=(),
        occupants=tuple(o for o in formulaire.occupants if o.id in occupants),
        a_naitre=None,
        logement_actuel=formulaire.logement_actuel,
    )


def deceder(formulaire: Formulaire, personne_id: UUID, successeur_id: UUID | None) -> Formulaire:
    """Le conjoint marié devient veuf ; le reste du foyer demeure."""
    maries = {c.id for c in formulaire.codemandeurs if c.lien is LienCodemandeur.CONJOINT}
    demandeur = formulaire.demandeur
    du_demandeur = demandeur is not None and demandeur.id == personne_id
    veufs = maries if du_demandeur else ({demandeur.id} if demandeur and personne_id in maries else set())
    reste = retirer(formulaire, personne_id, successeur_id)
    return replace(
        reste,
        demandeur=_veuf(reste.demandeur, veufs) if reste.demandeur else None,
        codemandeurs=tuple(_veuf(c, veufs) for c in reste.codemandeurs),
    )


def sans_les_reponses_de(formulaire: Formulaire, personnes: Set[UUID]) -> Formulaire:
    """Les revenus et toute réponse propre à ces personnes s'en vont avec elles."""
    return replace(formulaire, **{f.name: _filtre(getattr(formulaire, f.name), personnes) for f in fields(formulaire)})


def _filtre(valeur: Any, personnes: Set[UUID]) -> Any:
    if isinstance(valeur, tuple):
        return tuple(v for v in valeur if getattr(v, "personne_id", None) not in personnes)
    if is_dataclass(valeur) and not isinstance(valeur, type | Personne):
        return replace(valeur, **{f.name: _filtre(getattr(valeur, f.name), personnes) for f in fields(valeur)})
    return valeur


def personne_de(codemandeur: Codemandeur) -> Personne:
    """Le même adulte, devenu demandeur : il n'a plus de lien avec lui-même."""
    return Personne(**{f.name: getattr(codemandeur, f.name) for f in fields(Personne)})


def sans_coordonnees_perdues(nouveau: Personne, ancien: Personne) -> Personne:
    """Un demandeur a toujours une adresse où lui écrire : celle du foyer s'il n'en avait pas dit d'autre."""
    return nouveau if nouveau.adresse is not None else replace(nouveau, adresse=ancien.adresse)


def _separe(personne: Any, justificatif: Justificatif | None) -> Any:
    """Séparé, ou divorcé si un jugement le dit ; qui n'était pas en couple ne change pas."""
    if personne.situation_familiale is None or not personne.situation_familiale.en_couple:
        return personne
    divorce = justificatif in DIVORCE and personne.situation_familiale is SituationFamiliale.MARIE
    return replace(personne, situation_familiale=SituationFamiliale.DIVORCE if divorce else SituationFamiliale.SEPARE)


def _veuf(personne: Any, veufs: Set[UUID]) -> Any:
    return replace(personne, situation_familiale=SituationFamiliale.VEUF) if personne.id in veufs else personne
