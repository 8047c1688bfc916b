"""Rattacher une personne comme il faut : à charge, ou codemandeur (règle R-OCC-1)."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from domain.demandes.codes import Civilite, LienCodemandeur
from domain.demandes.formulaire import Codemandeur, Occupant
from domain.kernel.codes import Sexe


def mettre_a_charge(occupants: Sequence[Occupant], personne_id: UUID) -> tuple[Occupant, ...]:
    """L'occupant est à charge fiscalement : il compte dans la taille du logement."""
    return tuple(replace(o, a_charge=True) if o.id == personne_id else o for o in occupants)


def en_codemandeur(occupant: Occupant, lien: LienCodemandeur) -> Codemandeur:
    """La même personne, titulaire : son identité la suit, le reste est à compléter."""
    return Codemandeur(
        id=occupant.id,
        civilite=Civilite.MONSIEUR if occupant.sexe is Sexe.MASCULIN else Civilite.MADAME,
        nom_naissance=occupant.nom,
        prenoms=occupant.prenom,
        ne_le=occupant.ne_le,
        handicap=occupant.handicap,
        lien=lien,
    )
