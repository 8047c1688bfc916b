"""Jusqu'au jour où elle est à relire, une demande qui ne change pas est reconnue comme le soir où elle a été lue."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from adapters.seed.formulaires import tirer_formulaire
from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from domain.cotation.conditions import lire_predicat
from domain.cotation.demande import faits_demandes
from domain.cotation.reader import Journal
from domain.demandes.codes import EtatDemande, NatureDossier
from domain.demandes.formulaire import Formulaire
from domain.publics.model import DemandeALabelliser, Public
from domain.publics.rules import Labellisateur, empreinte_des_regles, publics_en_vigueur
from domain.referentiel.model import ZonePlafonds

LE = date(2026, 11, 26)
CONDITIONS = (
    {"champ": "anciennete_mois", "op": ">=", "val": 24},
    {"champ": "age_demandeur", "op": ">=", "val": 65},
    {"champ": "age_demandeur", "op": "<", "val": 30},
    {"champ": "nb_enfants_mineurs", "op": ">=", "val": 2},
    {"champ": "mois_dans_logement", "op": ">", "val": 36},
    {"champ": "reste_a_vivre", "op": "<", "val": 400},
    {"champ": "pourcentage_plafond_plus", "op": "<=", "val": 60},
    {"non": {"champ": "delai_anormalement_long", "op": "=", "val": True}},
)
"""Tout ce que le temps peut faire mentir : des dates, des âges, ce qui se compte par âges, l'année des revenus."""


class Partout:
    def epci(self, code: str) -> str | None:
        return None

    def distance_km(self, a: str, b: str) -> float | None:
        return None

    def zone_plafonds(self, code: str) -> ZonePlafonds | None:
        return next(iter(ZonePlafonds))

    def en_quartier_prioritaire(self, code: str, voie: str | None) -> bool | None:
        return None


def _publics() -> tuple[Public, ...]:
    livres = publics_en_vigueur("35", [], LE)
    modele = livres[0]
    essais = [
        replace(modele, code=f"ESSAI_{n}", automatique=lire_predicat(condition, "", Journal()))
        for n, condition in enumerate(CONDITIONS)
    ]
    return (*livres, *essais)


def _demande(graine: int) -> DemandeALabelliser:
    hasard = Hasard.de("relecture", graine)
    deposee_le = LE - timedelta(days=hasard.entre(1, 1500))
    le = datetime(deposee_le.year, deposee_le.month, deposee_le.day, 9, tzinfo=UTC)
    return DemandeALabelliser(
        departement="35",
        id=UUID(int=graine),
        etat=EtatDemande.ACTIVE,
        formulaire=tirer_formulaire(hasard, geographie("35"), ["Armor Habitat"], LE, le),
        nature=NatureDossier.STANDARD,
        deposee_le=deposee_le,
        dalo=False,
    )


@pytest.mark.parametrize("graine", range(40))
def test_rien_ne_change_avant_le_jour_ou_relire(graine: int) -> None:
    publics, demande = _publics(), _demande(graine)
    labellisateur = Labellisateur(publics)

    def reconnus(le: date) -> set[str]:
        return set(labellisateur.reconnaitre(faits_demandes(demande, Partout(), le, labellisateur.champs), le))

    jour = LE
    for _ in range(4):
        faits = faits_demandes(demande, Partout(), jour, labellisateur.champs)
        suivant = labellisateur.a_relire_le(demande.formulaire, faits, jour)
        assert jour < suivant <= date(jour.year + 1, 1, 1)
        regles = empreinte_des_regles(publics, "35", jour)
        attente = (suivant - jour).days
        for jours in {*range(1, attente, max(1, attente // 8)), attente - 1}:
            soir = jour + timedelta(days=jours)
            if empreinte_des_regles(publics, "35", soir) == regles:
                assert reconnus(soir) == reconnus(jour), (jour, soir)
        jour = suivant


def test_ne_un_vingt_neuf_fevrier_on_a_un_an_de_plus_le_premier_mars() -> None:
    demande = _demande(1)
    seul: Formulaire = replace(
        demande.formulaire,
        demandeur=replace(demande.formulaire.demandeur, ne_le=date(2000, 2, 29)),  # type: ignore[type-var]
        codemandeurs=(),
        occupants=(),
    )
    labellisateur = Labellisateur(())
    faits = faits_demandes(demande, Partout(), date(2027, 2, 27), ())
    assert labellisateur.a_relire_le(seul, faits, date(2027, 2, 27)) == date(2027, 3, 1)
    assert labellisateur.a_relire_le(seul, faits, date(2028, 2, 28)) == date(2028, 2, 29)


def test_une_regle_ou_un_seuil_qui_change_change_l_empreinte() -> None:
    publics = publics_en_vigueur("35", [], LE)
    regles = empreinte_des_regles(publics, "35", LE)
    assert regles == empreinte_des_regles(publics, "35", LE + timedelta(days=1))
    assert regles != empreinte_des_regles(publics[1:], "35", LE)
    assert regles != empreinte_des_regles((replace(publics[0], numero=1), *publics[1:]), "35", LE)
    assert regles != empreinte_des_regles(publics, "35", date(2025, 6, 1)), "les plafonds de l'année"
