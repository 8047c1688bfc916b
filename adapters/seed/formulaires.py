"""A whole form, as a household of the territory would have filled it."""

from datetime import date, datetime

from adapters.seed.foyers import Adulte, tirer_foyer
from adapters.seed.geographie import Geographie
from adapters.seed.hasard import Hasard
from adapters.seed.logements import HEBERGES, Habitat, tirer_habitat, tirer_motifs, tirer_recherche
from adapters.seed.noms import courriel, fixe, mobile
from adapters.seed.revenus import Travail, revenus, tirer_travail
from domain.demandes.codes import Civilite, Motif
from domain.demandes.formulaire import Adresse, Codemandeur, Formulaire, Personne
from domain.kernel.codes import Sexe


def tirer_formulaire(
    hasard: Hasard, geographie: Geographie, bailleurs: list[str], today: date, le: datetime, ancre: str | None = None
) -> Formulaire:
    ancre = ancre or geographie.recherchees(hasard)
    foyer = tirer_foyer(hasard, today, le)
    habitat = tirer_habitat(hasard, foyer, geographie, ancre, bailleurs, today)
    motifs = tirer_motifs(hasard, foyer, habitat.actuel.statut)
    if Motif.HANDICAP in motifs.codes and not any(a.handicap for a in foyer.adultes):
        foyer.adultes[0].handicap = True
    travaux = [tirer_travail(hasard, adulte, geographie, habitat.commune) for adulte in foyer.adultes]
    recherche = tirer_recherche(hasard, foyer, geographie, ancre, motifs)
    demandeur, *autres = foyer.adultes
    return Formulaire(
        demandeur=_demandeur(hasard, demandeur, travaux[0], _adresse(hasard, geographie, habitat)),
        codemandeurs=tuple(_codemandeur(hasard, a, t) for a, t in zip(autres, travaux[1:], strict=True)),
        occupants=tuple(foyer.occupants),
        a_naitre=foyer.a_naitre,
        revenus=revenus(hasard, foyer, travaux, today),
        logement_actuel=habitat.actuel,
        logement_recherche=recherche,
        motifs=motifs,
    )


def _adresse(hasard: Hasard, geographie: Geographie, habitat: Habitat) -> Adresse:
    chez = habitat.actuel.hebergeant if habitat.actuel.statut in HEBERGES else None
    return geographie.adresse(hasard, habitat.commune, chez)


def civilite(sexe: Sexe) -> Civilite:
    return Civilite.MADAME if sexe is Sexe.FEMININ else Civilite.MONSIEUR


def _demandeur(hasard: Hasard, adulte: Adulte, travail: Travail, adresse: Adresse) -> Personne:
    telephone = mobile(hasard) if hasard.oui(0.93) else fixe(hasard)
    return Personne(
        id=adulte.id,
        civilite=civilite(adulte.sexe),
        nom_naissance=adulte.nom,
        nom_usage=adulte.nom_usage,
        prenoms=adulte.prenoms,
        ne_le=adulte.ne_le,
        nationalite=adulte.nationalite,
        situation_familiale=adulte.situation,
        telephone=telephone,
        email=courriel(hasard, adulte.prenoms.split()[0], adulte.nom),
        adresse=adresse,
        situation_professionnelle=travail.situation,
        handicap=adulte.handicap,
    )


def _codemandeur(hasard: Hasard, adulte: Adulte, travail: Travail) -> Codemandeur:
    assert adulte.lien is not None
    return Codemandeur(
        id=adulte.id,
        civilite=civilite(adulte.sexe),
        nom_naissance=adulte.nom,
        nom_usage=adulte.nom_usage,
        prenoms=adulte.prenoms,
        ne_le=adulte.ne_le,
        nationalite=adulte.nationalite,
        situation_familiale=adulte.situation,
        telephone=mobile(hasard) if hasard.oui(0.5) else None,
        situation_professionnelle=travail.situation,
        handicap=adulte.handicap,
        lien=adulte.lien,
    )
