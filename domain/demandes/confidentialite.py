"""La santé et les violences dans la demande : lues par qui en a le droit, jamais effacées par qui ne les voit pas."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from domain.demandes.codes import Motif
from domain.demandes.formulaire import Formulaire, Motifs, Occupant, Personne
from domain.organismes.acteur import Acteur, Droit, SorteActeur

MOTIFS_SENSIBLES: Final = frozenset({Motif.VIOLENCES, Motif.HANDICAP, Motif.SANTE})
CONTROLES_SENSIBLES: Final = frozenset({"handicap-a-preciser", "fiche-handicap-a-remplir", "handicap-a-confirmer"})
"""Les contrôles dont la seule phrase dirait ce qui est caché."""

P = TypeVar("P", Personne, Occupant)


def lit_le_sensible(acteur: Acteur) -> bool:
    """Le demandeur lit tout de sa demande ; un agent, selon son habilitation."""
    return acteur.sorte is not SorteActeur.AGENT or acteur.peut(Droit.DEMANDES_SENSIBLE)


RUBRIQUES_DE_SANTE: Final = frozenset({"motifs", "handicaps"})
RUBRIQUES_DE_COORDONNEES: Final = frozenset({"demandeur", "codemandeurs", "logement_actuel", "accompagnement"})


def taire(details: Mapping[str, Any], coordonnees: bool) -> dict[str, Any]:
    """L'avant et l'après d'un acte, sans la santé, sans les violences, et sans les coordonnées d'un protégé.

    `coordonnees` : celles-ci se taisent aussi.
    """
    tues = RUBRIQUES_DE_SANTE | (RUBRIQUES_DE_COORDONNEES if coordonnees else frozenset())
    return {cle: _sans_sante(v, tues) if cle in ("avant", "apres") else v for cle, v in details.items()}


def _sans_sante(valeur: Any, tues: frozenset[str]) -> Any:
    if isinstance(valeur, Mapping):
        return {k: _sans_sante(v, tues) for k, v in valeur.items() if k not in tues and k != "handicap"}
    return [_sans_sante(v, tues) for v in valeur] if isinstance(valeur, list) else valeur


def est_sensible(champ: str, code: str) -> bool:
    """Un contrôle à taire à qui ne lit pas les informations de santé."""
    return champ.startswith("handicaps") or code in CONTROLES_SENSIBLES


def masquer(formulaire: Formulaire) -> tuple[Formulaire, bool]:
    """Le formulaire sans ses informations de santé et de violences, et s'il y en avait."""
    montre = replace(
        formulaire,
        demandeur=None if formulaire.demandeur is None else replace(formulaire.demandeur, handicap=False),
        codemandeurs=tuple(replace(c, handicap=False) for c in formulaire.codemandeurs),
        occupants=tuple(replace(o, handicap=False) for o in formulaire.occupants),
        handicaps=(),
        motifs=replace(formulaire.motifs, codes=tuple(m for m in formulaire.motifs.codes if m not in MOTIFS_SENSIBLES)),
    )
    return (formulaire, False) if montre == formulaire else (montre, True)


def rendre_le_cache(avant: Formulaire, sections: Mapping[str, Any]) -> dict[str, Any]:
    """Ce qu'un agent enregistre sans voir le sensible laisse le sensible comme il était."""
    rendues = dict(sections)
    handicapes = {p.id for p in avant.personnes if p.handicap}

    def rendre(personne: P) -> P:
        return replace(personne, handicap=True) if personne.id in handicapes else personne

    if rendues.get("demandeur") is not None:
        rendues["demandeur"] = rendre(rendues["demandeur"])
    for nom in ("codemandeurs", "occupants"):
        if nom in rendues:
            rendues[nom] = tuple(rendre(p) for p in rendues[nom])
    if "handicaps" in rendues:
        connues = {fiche.personne_id for fiche in avant.handicaps}
        nouvelles = tuple(fiche for fiche in rendues["handicaps"] if fiche.personne_id not in connues)
        rendues["handicaps"] = (*avant.handicaps, *nouvelles)
    if "motifs" in rendues:
        rendues["motifs"] = _rendre_les_motifs(avant.motifs, rendues["motifs"])
    return rendues


def _rendre_les_motifs(avant: Motifs, saisis: Motifs) -> Motifs:
    codes = list(saisis.codes)
    for rang, code in enumerate(avant.codes):
        if code in MOTIFS_SENSIBLES and code not in codes:
            codes.insert(rang, code)
    return replace(saisis, codes=tuple(codes))
