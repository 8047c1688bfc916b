"""Les publics prioritaires, comme la loi et chaque département les reconnaissent."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.cotation.faits import Faits
from domain.publics.codes import Origine
from domain.publics.errors import RegleInvalide
from domain.publics.model import Labellisation, VersionDeRegle
from domain.publics.parametres import codes_livres
from domain.publics.rules import (
    EXPIRE,
    PLUS_RECONNU,
    REGLE_RETIREE,
    Labellisateur,
    ecart,
    ecrire_public,
    lire_public,
    publics_en_vigueur,
    terme,
)
from tests.domain.cas import cas

JOUR = date(2026, 11, 26)


@pytest.mark.parametrize("ligne", cas(__file__, "reconnaissance"))
def test_ce_que_le_dossier_fait_reconnaitre(ligne: dict[str, Any]) -> None:
    publics = publics_en_vigueur(ligne["departement"], [], ligne["le"])
    reconnus = Labellisateur(publics).reconnaitre(Faits.de(ligne["faits"]), ligne["le"])
    assert set(reconnus) == set(ligne["publics"])
    assert all(r.faits for r in reconnus.values()), "chaque reconnaissance dit les faits"


def test_le_delai_anormalement_long_compte_depuis_son_jour() -> None:
    passage = JOUR - timedelta(days=40)
    faits = Faits.de({"delai_anormalement_long": passage})
    [dal] = Labellisateur(publics_en_vigueur("35", [], JOUR)).reconnaitre(faits, JOUR).values()
    assert (dal.public.code, dal.depuis) == ("DAL", passage)


def test_chaque_public_livre_se_lit_et_se_reecrit_tel_quel() -> None:
    livres = publics_en_vigueur("53", [], JOUR)
    assert {p.code for p in livres} == set(codes_livres())
    for public in livres:
        relu = lire_public(public.code, ecrire_public(public), effet_du=public.effet_du, reference=public.reference)
        assert relu == public


def _version(numero: int, effet_du: date, **contenu: object) -> VersionDeRegle:
    [livre] = [p for p in publics_en_vigueur("35", [], JOUR) if p.code == "CONT_PREF"]
    return VersionDeRegle(
        departement="35",
        code="CONT_PREF",
        numero=numero,
        contenu=ecrire_public(livre) | contenu,
        effet_du=effet_du,
        motif="Comité",
        auteur="Lucie Morvan",
        organisme="Préfecture",
        creee_le=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_la_regle_du_departement_passe_avant_celle_du_fichier_a_partir_de_sa_date() -> None:
    versions = [
        _version(1, JOUR, libelle="Contingent de l'État"),
        _version(2, JOUR + timedelta(days=30), actif=False),
    ]

    def libelle(le: date) -> str | None:
        return {p.code: p.libelle for p in publics_en_vigueur("35", versions, le)}.get("CONT_PREF")

    assert libelle(JOUR - timedelta(days=1)) == "Contingent préfectoral"
    assert libelle(JOUR) == "Contingent de l'État"
    assert libelle(JOUR + timedelta(days=30)) is None


def test_deux_departements_ont_leurs_propres_regles_dans_la_meme_version_du_fichier() -> None:
    def reconnus(departement: str) -> set[str]:
        labellisateur = Labellisateur(publics_en_vigueur(departement, [], JOUR))
        return set(labellisateur.reconnaitre(Faits.de({"statut_logement": "SQUAT"}), JOUR))

    def poses_a_la_main(departement: str) -> set[str]:
        return {p.code for p in publics_en_vigueur(departement, [], JOUR) if p.manuel}

    assert "CONT_PREF" in reconnus("53")
    assert "CONT_PREF" not in reconnus("35")
    assert poses_a_la_main("53") - poses_a_la_main("35") == {"SANS_ABRI"}


@pytest.mark.parametrize(
    ("automatique", "code"),
    [
        ({"champ": "couleur", "op": "=", "val": True}, "champ-inconnu"),
        ({"champ": "label", "op": "dans", "val": ["DALO"]}, "label-de-label"),
        ({"champ": "dalo"}, "cle-manquante"),
    ],
)
def test_une_regle_illisible_dit_ou_et_pourquoi(automatique: dict[str, object], code: str) -> None:
    contenu = {"libelle": "Essai", "famille": "LOCAL", "droit": "Aucun.", "automatique": automatique}
    with pytest.raises(RegleInvalide) as refus:
        lire_public("ESSAI", contenu, effet_du=JOUR, reference="Comité")
    assert code in {e.code for e in refus.value.erreurs}


LABEL = Labellisation(
    departement="35",
    id=UUID(int=1),
    demande_id=UUID(int=2),
    code="L441_1_k",
    libelle="Sans logement",
    sensible=False,
    public=True,
    origine=Origine.AUTOMATIQUE,
    depuis=JOUR,
    pose_le=datetime(2026, 1, 1, tzinfo=UTC),
    pose_par="Règle du département",
)


def test_entrees_et_sorties_d_une_demande() -> None:
    labellisateur = Labellisateur(publics_en_vigueur("35", [], JOUR))
    rue = labellisateur.reconnaitre(Faits.de({"statut_logement": "SD"}), JOUR)
    loge = labellisateur.reconnaitre(Faits.de({"statut_logement": "LP"}), JOUR)
    manuel = replace(LABEL, origine=Origine.MANUELLE)
    fini = replace(manuel, expire_le=JOUR - timedelta(days=1))
    inconnu = replace(LABEL, code="ANCIEN")

    def motifs(*ouvertes: Labellisation, reconnus: Any = loge) -> list[str]:
        return [motif for _, motif in ecart(ouvertes, reconnus, labellisateur.publics, JOUR).a_retirer]

    assert [r.public.code for r in ecart([], rue, labellisateur.publics, JOUR).a_poser] == ["L441_1_k"]
    assert not ecart([LABEL], rue, labellisateur.publics, JOUR), "rien ne change : rien ne s'écrit"
    assert motifs(LABEL) == [PLUS_RECONNU]
    assert motifs(inconnu) == [REGLE_RETIREE]
    assert motifs(manuel) == [], "un label posé à la main ne suit pas le dossier"
    assert motifs(fini) == [EXPIRE]


def test_un_label_a_la_main_expire_quand_on_le_dit_sinon_comme_le_departement() -> None:
    [plan] = [p for p in publics_en_vigueur("35", [], JOUR) if p.code == "PDALHPD"]
    assert terme(plan, JOUR, None) == date(2028, 11, 26)
    assert terme(plan, JOUR, date(2027, 1, 1)) == date(2027, 1, 1)
