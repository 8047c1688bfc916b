"""Ce qu'une grille peut lire d'une demande : le formulaire, ses déductions et sa géographie."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from domain.cotation.faits import Evenement, Faits, PreuveAdmise, Validation
from domain.cotation.quartiles import quartile
from domain.demandes.codes import Contrat, LienParente, NatureDossier, StatutLogement
from domain.demandes.formulaire import Formulaire, SituationProfessionnelle
from domain.demandes.rules.delais import passage_en_delai_anormalement_long
from domain.demandes.rules.menage import (
    Menage,
    composer_menage,
    est_jeune_menage,
    jours_ou_l_age_change_le_menage,
    majorite,
)
from domain.demandes.rules.occupation import sous_occupation, sur_occupation
from domain.demandes.rules.plafonds import plafond, pourcentage
from domain.demandes.synthese import Synthese, synthese
from domain.kernel.calendrier import age
from domain.kernel.codes import Financement
from domain.referentiel.model import ZonePlafonds

EN_EMPLOI = frozenset({Contrat.CDI, Contrat.CDD, Contrat.ARTISAN, Contrat.APPRENTI})
"""Ceux qui travaillent ; les autres situations sont le chômage, les études et la retraite."""


class Geographie(Protocol):
    """Où sont les communes."""

    def epci(self, code: str) -> str | None: ...

    def distance_km(self, a: str, b: str) -> float | None: ...

    def zone_plafonds(self, code: str) -> ZonePlafonds | None: ...

    def en_quartier_prioritaire(self, code: str, voie: str | None) -> bool | None: ...


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
    return _epcis(demande.formulaire.communes, geographie)


def _epcis(communes: Iterable[str], geographie: Geographie) -> frozenset[str]:
    return frozenset(e for c in communes if (e := geographie.epci(c)) is not None)


def faits_de_la_demande(
    demande: DemandeALire,
    geographie: Geographie,
    le: date,
    *,
    pieces: Sequence[PreuveAdmise] = (),
    evenements: Sequence[Evenement] = (),
    labels: Collection[str] = (),
    validations: Sequence[Validation] = (),
    complet: bool = False,
    foyer: Synthese | None = None,
) -> Faits:
    """Tout ce que la demande dit, et rien d'autre : une information absente reste absente.

    `complet` : chaque pièce attendue du foyer est validée. `foyer` : sa synthèse à cette date, quand on la tient déjà.
    """
    lu = _Dossier(demande, geographie, le, labels, foyer, pieces=pieces, complet=complet)
    return Faits.de(
        {champ: fait for champ, lire in _LIRE.items() if (fait := lire(lu)) is not None},
        pieces=tuple(pieces),
        evenements=tuple(evenements),
        territoires={epci: _du_territoire(lu, epci) for epci in sorted(_epcis(lu.communes, geographie))},
        validees=tuple(validations),
        a_revoir_le=min((jour for jour in _jours_a_revoir(lu) if jour > le), default=None),
    )


def _jours_a_revoir(lu: "_Dossier") -> Iterator[date]:
    """Quand un âge change le foyer, et quand une pièce validée cesse de valoir."""
    yield from jours_ou_l_age_change_le_menage(lu.f, lu.menage, lu.le, lu.demande.departement)
    yield from (piece.expire_le for piece in lu.pieces if piece.expire_le is not None)


def faits_demandes(demande: DemandeALire, geographie: Geographie, le: date, champs: Collection[str]) -> Faits:
    """Ces faits seulement, pour relire tout un stock : ni pièces, ni événements, ni rien de propre à un territoire."""
    lu = _Dossier(demande, geographie, le, (), None)
    lus = {champ: _LIRE[champ](lu) for champ in champs if champ in _LIRE}
    return Faits.de({champ: fait for champ, fait in lus.items() if fait is not None})


class _Dossier:
    """Une demande et ce qui s'en déduit, chaque déduction faite une fois et seulement si un champ la lit."""

    def __init__(
        self,
        demande: DemandeALire,
        geographie: Geographie,
        le: date,
        labels: Collection[str],
        foyer: Synthese | None,
        *,
        pieces: Sequence[PreuveAdmise] = (),
        complet: bool = False,
    ) -> None:
        self.demande = demande
        self.pieces = pieces
        self.geographie = geographie
        self.le = le
        self.labels = labels
        self.complet = complet
        self.f: Formulaire = demande.formulaire
        self.actuel = self.f.logement_actuel
        self.souhait = self.f.logement_recherche
        self.demandeur = self.f.demandeur
        self.communes = self.f.communes
        self._foyer = foyer

    @cached_property
    def menage(self) -> Menage:
        return composer_menage(self.f, self.le)

    @cached_property
    def foyer(self) -> Synthese:
        return self._foyer or synthese(self.f, self.le, self.demande.departement)

    @cached_property
    def habite(self) -> str | None:
        return self.demandeur.commune_habitee if self.demandeur else None

    @property
    def pieces_validees(self) -> int:
        """Deux feuillets d'une même nature sont une pièce ; une pièce périmée n'en est plus une."""
        return len({p.type for p in self.pieces if p.expire_le is None or self.le < p.expire_le})

    @cached_property
    def emplois(self) -> list[SituationProfessionnelle]:
        """Le travail de chaque adulte qui en a un quelque part."""
        situations = [a.situation_professionnelle for a in self.f.adultes]
        return [s for s in situations if s is not None and s.contrat in EN_EMPLOI]

    @cached_property
    def travaille(self) -> list[str]:
        situations = [a.situation_professionnelle for a in self.f.adultes]
        return sorted({s.commune_travail for s in situations if s is not None and s.commune_travail})

    @cached_property
    def revenu_annuel_par_uc(self) -> Decimal | None:
        """Euros par an : ce que l'arrêté des quartiles compare à ses seuils ; rien si aucune ressource n'est dite."""
        if not self.f.revenus.ressources:
            return None
        return self.foyer.ressources_mensuelles * 12 / self.foyer.unites_de_consommation

    @cached_property
    def a_payer(self) -> int | None:
        """Euros par mois, aides au logement déduites."""
        actuel = self.actuel
        return (actuel.loyer - (actuel.apl or 0)) if actuel and actuel.loyer is not None else None

    @cached_property
    def zone(self) -> ZonePlafonds | None:
        """Celle de la première commune souhaitée qui en a une."""
        return next((z for c in self.communes if (z := self.geographie.zone_plafonds(c)) is not None), None)

    def pourcentage_du_plafond(self, financement: Financement) -> object:
        fixe = plafond(self.foyer.categorie, self.zone, financement, self.le)
        return pourcentage(self.foyer.rfr, fixe.valeur) if fixe is not None and self.foyer.rfr is not None else None

    @cached_property
    def habitants(self) -> int:
        return (self.actuel.nb_habitants if self.actuel else None) or self.foyer.personnes

    def qpv_actuel(self) -> bool | None:
        adresse = self.demandeur and (self.demandeur.adresse_logement or self.demandeur.adresse)
        if not adresse or not adresse.commune:
            return None
        return self.geographie.en_quartier_prioritaire(adresse.commune, adresse.voie)

    def age_du_plus_age(self) -> date | None:
        return min((a.ne_le for a in self.f.adultes if a.ne_le is not None), default=None)

    def delai_anormalement_long(self) -> date | None:
        d = self.demande
        if d.deposee_le is None:
            return None
        typologies = self.souhait.typologies if self.souhait else ()
        return passage_en_delai_anormalement_long(d.deposee_le, d.departement, typologies)

    def taux_effort(self) -> int | None:
        ressources = self.foyer.ressources_mensuelles
        if self.a_payer is None or ressources <= 0:
            return None
        return round(self.a_payer * 100 / ressources)

    def reste_a_vivre(self) -> int | None:
        return self._reste_pour(float(self.foyer.unites_de_consommation))

    def reste_a_vivre_par_personne(self) -> int | None:
        return self._reste_pour(self.foyer.personnes)

    def _reste_pour(self, parts: float) -> int | None:
        if self.a_payer is None or not parts:
            return None
        return max(0, round((self.foyer.ressources_mensuelles - self.a_payer) / parts))

    def habite_premier_choix(self) -> bool | None:
        return self.habite == self.communes[0] if self.habite and self.communes else None

    def travaille_premier_choix(self) -> bool | None:
        return self.communes[0] in self.travaille if self.travaille and self.communes else None

    def surface_par_personne(self) -> int | None:
        if self.actuel is None or not self.actuel.surface or not self.habitants:
            return None
        return round(self.actuel.surface / self.habitants)

    def sur_occupation(self) -> bool | None:
        if self.actuel is None or not self.actuel.surface or not self.habitants:
            return None
        return sur_occupation(self.actuel.surface, self.habitants, self.le).valeur

    def pieces_moins_personnes(self) -> int | None:
        if self.actuel is None or not self.actuel.typologie or not self.habitants:
            return None
        return self.actuel.typologie.pieces - self.habitants

    def personnes_par_piece(self) -> Decimal | None:
        if self.actuel is None or not self.actuel.typologie or not self.habitants:
            return None
        return Decimal(self.habitants) / self.actuel.typologie.pieces

    def loyer_par_m2(self) -> Decimal | None:
        if self.actuel is None or self.actuel.loyer is None or not self.actuel.surface:
            return None
        return Decimal(self.actuel.loyer) / self.actuel.surface

    def pieces_liberees(self) -> int | None:
        """Le plus grand logement demandé compte seul : c'est ce que le foyer est sûr de ne pas dépasser."""
        if self.actuel is None or not self.actuel.typologie or self.souhait is None or not self.souhait.typologies:
            return None
        return self.actuel.typologie.pieces - max(t.pieces for t in self.souhait.typologies)

    def au_chomage_depuis(self) -> date | None:
        situations = [a.situation_professionnelle for a in self.f.adultes]
        depuis = [s.depuis_le for s in situations if s is not None and s.contrat is Contrat.CHOMAGE]
        return min((debut for debut in depuis if debut is not None), default=None)

    def age_du_plus_jeune_enfant(self) -> date | None:
        """Le jour d'où il se compte : celui de sa naissance."""
        return max((o.ne_le for o in self.f.occupants if o.lien is LienParente.ENFANT), default=None)

    def categories(self) -> frozenset[str] | None:
        situations = (a.situation_professionnelle for a in self.f.adultes)
        return frozenset(s.categorie.value for s in situations if s and s.categorie) or None

    def sous_occupation(self) -> bool | None:
        if self.actuel is None or not self.actuel.typologie or not self.habitants:
            return None
        return sous_occupation(self.actuel.typologie, self.habitants, self.le).valeur

    def situation_familiale(self) -> str | None:
        situation = self.demandeur.situation_familiale if self.demandeur else None
        return situation.value if situation else None

    def contrats(self) -> frozenset[str] | None:
        situations = (a.situation_professionnelle for a in self.f.adultes)
        return frozenset(s.contrat.value for s in situations if s) or None


_LIRE: Mapping[str, Callable[[_Dossier], object]] = {
    "anciennete_mois": lambda d: d.demande.deposee_le,
    "delai_anormalement_long": _Dossier.delai_anormalement_long,
    "mois_au_dela_du_delai": _Dossier.delai_anormalement_long,
    "nature": lambda d: d.demande.nature.value,
    "mutation": lambda d: d.actuel.statut is StatutLogement.HLM if d.actuel else None,
    "dossier_complet": lambda d: d.complet,
    "nb_pieces_validees": lambda d: d.pieces_validees or None,
    "dalo": lambda d: d.demande.dalo,
    "label": lambda d: frozenset(d.labels) or None,
    "nb_labels": lambda d: len(frozenset(d.labels)) or None,
    "aides_techniques": lambda d: frozenset(aide.value for h in d.f.handicaps for aide in h.aides) or None,
    "capacites_de_marche": lambda d: frozenset(h.marche.value for h in d.f.handicaps if h.marche) or None,
    "handicap": lambda d: d.menage.handicap,
    "logement_adapte": lambda d: d.souhait.adapte_handicap if d.souhait else None,
    "accompagnement_social": lambda d: d.f.accompagnement is not None,
    "jugement_expulsion": lambda d: d.f.motifs.jugement_le,
    "motifs": lambda d: frozenset(m.value for m in d.f.motifs.codes) or None,
    "nb_motifs": lambda d: len(d.f.motifs.codes) or None,
    "motif_principal": lambda d: d.f.motifs.codes[0].value if d.f.motifs.codes else None,
    "statut_logement": lambda d: d.actuel.statut.value if d.actuel else None,
    "particularite_hlm": lambda d: _code(d.actuel.particularite) if d.actuel else None,
    "typologie_actuelle": lambda d: _code(d.actuel.typologie) if d.actuel else None,
    "qpv_actuel": _Dossier.qpv_actuel,
    "mois_dans_logement": lambda d: d.actuel.depuis_le if d.actuel else None,
    "proprietaire": lambda d: d.actuel.proprietaire if d.actuel else None,
    "loyer_actuel": lambda d: d.actuel.loyer if d.actuel else None,
    "loyer_apres_aides": lambda d: d.a_payer,
    "surface_actuelle": lambda d: d.actuel.surface if d.actuel else None,
    "nb_habitants_actuels": lambda d: d.actuel.nb_habitants if d.actuel else None,
    "personnes_par_piece": _Dossier.personnes_par_piece,
    "preavis_echu": lambda d: d.actuel.preavis_le if d.actuel else None,
    "mois_avant_fin_de_preavis": lambda d: d.actuel.preavis_le if d.actuel else None,
    "loyer_par_m2": _Dossier.loyer_par_m2,
    "pieces_liberees": _Dossier.pieces_liberees,
    "commune_actuelle": lambda d: d.habite,
    "habite_premier_choix": _Dossier.habite_premier_choix,
    "nb_personnes": lambda d: d.foyer.personnes,
    "nb_enfants": lambda d: d.menage.enfants,
    "nb_enfants_mineurs": lambda d: sum(1 for o in d.f.occupants if age(o.ne_le, d.le) < majorite(d.le)),
    "nb_enfants_garde": lambda d: sum(o.coparentalite is not None for o in d.f.occupants),
    "nb_enfants_garde_alternee": lambda d: d.menage.garde_alternee or None,
    "enfant_a_naitre": lambda d: d.menage.a_naitre > 0,
    "mois_avant_naissance": lambda d: d.f.a_naitre.prevue_le if d.f.a_naitre else None,
    "nb_personnes_a_charge": lambda d: sum(o.a_charge for o in d.f.occupants) or None,
    "age_du_plus_jeune_enfant": _Dossier.age_du_plus_jeune_enfant,
    "parent_isole": lambda d: d.foyer.parent_isole,
    "situation_familiale": _Dossier.situation_familiale,
    "situation_familiale_depuis_mois": lambda d: d.demandeur.situation_familiale_depuis if d.demandeur else None,
    "couple": lambda d: d.foyer.couple,
    "jeune_menage": lambda d: est_jeune_menage(d.menage, d.le),
    "nb_titulaires": lambda d: d.menage.titulaires or None,
    "age_du_plus_age": _Dossier.age_du_plus_age,
    "age_demandeur": lambda d: d.demandeur.ne_le if d.demandeur else None,
    "situation_professionnelle": _Dossier.contrats,
    "categories_socioprofessionnelles": _Dossier.categories,
    "mois_dans_emploi": lambda d: _depuis(d.emplois),
    "nb_adultes_en_emploi": lambda d: len(d.emplois) or None,
    "mois_au_chomage": _Dossier.au_chomage_depuis,
    "cotise_action_logement": lambda d: any(e.cotise_action_logement for e in d.emplois),
    "travaille_premier_choix": _Dossier.travaille_premier_choix,
    "commune_travail": lambda d: frozenset(d.travaille) or None,
    "km_travail_logement": lambda d: _plus_proche(d.geographie, d.habite, d.travaille),
    "ressources_mensuelles": lambda d: d.foyer.ressources_mensuelles,
    "revenu_par_uc": lambda d: None if d.revenu_annuel_par_uc is None else round(d.revenu_annuel_par_uc / 12),
    "rfr": lambda d: d.foyer.rfr,
    "ressources": lambda d: frozenset(r.nature.value for r in d.f.revenus.ressources) or None,
    "taux_effort": _Dossier.taux_effort,
    "reste_a_vivre": _Dossier.reste_a_vivre,
    "reste_a_vivre_par_personne": _Dossier.reste_a_vivre_par_personne,
    "pourcentage_plafond_plus": lambda d: d.pourcentage_du_plafond(Financement.PLUS),
    "pourcentage_plafond_plai": lambda d: d.pourcentage_du_plafond(Financement.PLAI),
    "pourcentage_plafond_pls": lambda d: d.pourcentage_du_plafond(Financement.PLS),
    "typologies": lambda d: (frozenset(t.value for t in d.souhait.typologies) or None) if d.souhait else None,
    "communes_souhaitees": lambda d: frozenset(d.communes) or None,
    "premiere_commune_souhaitee": lambda d: d.communes[0] if d.communes else None,
    "nb_communes_souhaitees": lambda d: len(d.communes) or None,
    "demande_elargie": lambda d: d.souhait.demande_elargie if d.souhait else None,
    "aide_fsl": lambda d: d.souhait.dossier_fsl is not None if d.souhait else None,
    "surface_par_personne": _Dossier.surface_par_personne,
    "sur_occupation": _Dossier.sur_occupation,
    "pieces_moins_personnes": _Dossier.pieces_moins_personnes,
    "sous_occupation": _Dossier.sous_occupation,
}
"""Comment se lit chaque champ du catalogue qui ne dépend pas d'un territoire."""


def _du_territoire(lu: _Dossier, epci: str) -> dict[str, object]:
    geographie, habite, travaille = lu.geographie, lu.habite, lu.travaille
    ici = [c for c in lu.communes if geographie.epci(c) == epci]
    y_habite = geographie.epci(habite) == epci if habite else None
    return {
        "habite_epci": y_habite,
        "habite_commune_souhaitee": habite in ici if habite else None,
        # since when elsewhere on the territory, the form does not say: this is what is sure
        "habite_epci_depuis_mois": lu.actuel.depuis_le if y_habite and lu.actuel else None,
        "travaille_epci": any(geographie.epci(c) == epci for c in travaille) if travaille else None,
        "travaille_commune_souhaitee": any(c in ici for c in travaille) if travaille else None,
        "travaille_epci_depuis_mois": _depuis(
            [e for e in lu.emplois if e.commune_travail and geographie.epci(e.commune_travail) == epci]
        ),
        "rfr_uc_quartile": quartile(lu.revenu_annuel_par_uc, epci, lu.le),
        "nb_communes_du_territoire": len(ici),
        "premier_choix_epci": lu.communes[0] in ici,
        "rang_du_territoire": lu.souhait.couvertes[ici[0]] if lu.souhait else None,
        "km_travail_commune_souhaitee": _plus_proche(geographie, ici[0], travaille),
        "km_logement_commune_souhaitee": _plus_proche(geographie, ici[0], [habite]),
    }


def _code(membre: StrEnum | None) -> str | None:
    return None if membre is None else membre.value


def _depuis(emplois: Sequence[SituationProfessionnelle]) -> date | None:
    """Le plus ancien de ces emplois."""
    debuts = [debut for e in emplois if (debut := e.chez_l_employeur_depuis or e.depuis_le) is not None]
    return min(debuts, default=None)


def _plus_proche(geographie: Geographie, depuis: str | None, vers: Sequence[str | None]) -> int | None:
    if depuis is None:
        return None
    distances = [d for c in vers if c and (d := geographie.distance_km(depuis, c)) is not None]
    return round(min(distances)) if distances else None
