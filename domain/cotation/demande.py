"""Ce qu'une grille peut lire d'une demande : le formulaire, ses déductions et sa géographie."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.demandes.codes import NatureDossier, StatutLogement
from domain.demandes.formulaire import Formulaire
from domain.demandes.rules.delais import passage_en_delai_anormalement_long
from domain.demandes.rules.menage import composer_menage, majorite
from domain.demandes.rules.occupation import sous_occupation, sur_occupation
from domain.demandes.rules.plafonds import plafond, pourcentage
from domain.demandes.synthese import Synthese, synthese
from domain.kernel.calendrier import age, ajouter_mois
from domain.kernel.codes import Financement
from domain.referentiel.model import ZonePlafonds


class Geographie(Protocol):
    """Où sont les communes."""

    def epci(self, code: str) -> str | None: ...

    def distance_km(self, a: str, b: str) -> float | None: ...

    def zone_plafonds(self, code: str) -> ZonePlafonds | None: ...


class DemandeALire(Protocol):
    @property
    def departement(self) -> str: ...

    @property
    def formulaire(self) -> Formulaire: ...

    @property
    def nature(self) -> NatureDossier: ...

    @property
    def deposee_le(self) -> date | None: ...

    @property
    def dalo(self) -> bool: ...


def epcis_souhaites(demande: DemandeALire, geographie: Geographie) -> frozenset[str]:
    """Les EPCI des communes demandées : une cotation pour chacun qui a une grille (CCH R441-2-10)."""
    return frozenset(e for c in demande.formulaire.communes if (e := geographie.epci(c)) is not None)


def faits_de_la_demande(
    demande: DemandeALire,
    geographie: Geographie,
    le: date,
    *,
    pieces: Sequence[PreuveAdmise] = (),
    evenements: Sequence[Evenement] = (),
    labels: Collection[str] = (),
    foyer: Synthese | None = None,
) -> Faits:
    """Tout ce que la demande dit, et rien d'autre : une information absente reste absente.

    `foyer` : sa synthèse à cette date, quand on la tient déjà.
    """
    f = demande.formulaire
    actuel, souhait, demandeur = f.logement_actuel, f.logement_recherche, f.demandeur
    menage = composer_menage(f, le)
    foyer = foyer or synthese(f, le, demande.departement)
    habite = demandeur.commune_habitee if demandeur else None
    travaille = sorted(
        {
            a.situation_professionnelle.commune_travail
            for a in f.adultes
            if a.situation_professionnelle and a.situation_professionnelle.commune_travail
        }
    )
    zone = next((z for c in f.communes if (z := geographie.zone_plafonds(c)) is not None), None)
    plus = plafond(foyer.categorie, zone, Financement.PLUS, le)
    ressources = foyer.ressources_mensuelles
    a_payer = (actuel.loyer - (actuel.apl or 0)) if actuel and actuel.loyer is not None else None
    nationaux: dict[str, object] = {
        "anciennete_mois": demande.deposee_le,
        "delai_anormalement_long": (
            passage_en_delai_anormalement_long(
                demande.deposee_le, demande.departement, souhait.typologies if souhait else ()
            )
            if demande.deposee_le
            else None
        ),
        "nature": demande.nature.value,
        "mutation": actuel.statut is StatutLogement.HLM if actuel else None,
        "dalo": demande.dalo,
        "label": frozenset(labels) or None,
        "handicap": menage.handicap,
        "motifs": frozenset(m.value for m in f.motifs.codes) or None,
        "motif_principal": f.motifs.codes[0].value if f.motifs.codes else None,
        "statut_logement": actuel.statut.value if actuel else None,
        "mois_dans_logement": actuel.depuis_le if actuel else None,
        "proprietaire": actuel.proprietaire if actuel else None,
        "loyer_actuel": actuel.loyer if actuel else None,
        "commune_actuelle": habite,
        "nb_personnes": foyer.personnes,
        "nb_enfants": menage.enfants,
        "nb_enfants_mineurs": sum(1 for o in f.occupants if age(o.ne_le, le) < majorite(le)),
        "enfant_a_naitre": menage.a_naitre > 0,
        "parent_isole": foyer.parent_isole,
        "situation_familiale": (
            demandeur.situation_familiale.value if demandeur and demandeur.situation_familiale else None
        ),
        "age_demandeur": demandeur.ne_le if demandeur else None,
        "situation_professionnelle": frozenset(
            a.situation_professionnelle.contrat.value for a in f.adultes if a.situation_professionnelle
        )
        or None,
        "commune_travail": frozenset(travaille) or None,
        "km_travail_logement": _plus_proche(geographie, habite, travaille),
        "ressources_mensuelles": ressources,
        "ressources": frozenset(r.nature.value for r in f.revenus.ressources) or None,
        "taux_effort": round(a_payer * 100 / ressources) if a_payer is not None and ressources > 0 else None,
        "reste_a_vivre": (
            max(0, round((ressources - a_payer) / float(foyer.unites_de_consommation))) if a_payer is not None else None
        ),
        "pourcentage_plafond_plus": (
            pourcentage(foyer.rfr, plus.valeur) if plus is not None and foyer.rfr is not None else None
        ),
        "typologies": frozenset(t.value for t in souhait.typologies) if souhait and souhait.typologies else None,
        "communes_souhaitees": frozenset(f.communes) or None,
        "nb_communes_souhaitees": len(f.communes) or None,
        "demande_elargie": souhait.demande_elargie if souhait else None,
    }
    if actuel is not None:
        habitants = actuel.nb_habitants or foyer.personnes
        if actuel.surface and habitants:
            nationaux["surface_par_personne"] = round(actuel.surface / habitants)
            nationaux["sur_occupation"] = sur_occupation(actuel.surface, habitants, le).valeur
        if actuel.typologie and habitants:
            nationaux["pieces_moins_personnes"] = actuel.typologie.pieces - habitants
            nationaux["sous_occupation"] = sous_occupation(actuel.typologie, habitants, le).valeur
    territoires: dict[str, dict[str, object]] = {}
    for epci in sorted(epcis_souhaites(demande, geographie)):
        ici = [c for c in f.communes if geographie.epci(c) == epci]
        territoires[epci] = {
            "habite_epci": geographie.epci(habite) == epci if habite else None,
            "travaille_epci": any(geographie.epci(c) == epci for c in travaille) if travaille else None,
            "premier_choix_epci": f.communes[0] in ici,
            "km_travail_commune_souhaitee": _plus_proche(geographie, ici[0], travaille),
            "km_logement_commune_souhaitee": _plus_proche(geographie, ici[0], [habite]),
        }
    return Faits.de(
        {k: v for k, v in nationaux.items() if v is not None},
        pieces=tuple(pieces),
        evenements=tuple(evenements),
        territoires=territoires,
        a_revoir_le=min((d for o in f.occupants if (d := ajouter_mois(o.ne_le, 12 * majorite(le))) > le), default=None),
    )


def _plus_proche(geographie: Geographie, depuis: str | None, vers: Sequence[str | None]) -> int | None:
    if depuis is None:
        return None
    distances = [d for c in vers if c and (d := geographie.distance_km(depuis, c)) is not None]
    return round(min(distances)) if distances else None
