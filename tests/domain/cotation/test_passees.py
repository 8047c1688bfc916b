"""Une grille remplacée n'efface pas ce qu'elle donnait : chaque résultat se relit avec la grille qui l'a donné."""

from datetime import UTC, date, datetime
from typing import Any

from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.grille import Grille
from domain.cotation.model import GrilleCotation, VersionDeGrille
from domain.cotation.passees import CotationPassee, ResultatPasse, TotalDit, cotations_passees, relire
from domain.cotation.queries import LigneExpliquee
from domain.cotation.use_cases import coter_avec
from domain.cotation.vocabulary import CauseDeCalcul, EtatLigne
from tests.domain.cotation.cases import un_bloc, une_grille

LE, BASCULE = date(2026, 3, 1), date(2026, 9, 1)
RENNES = "243500139"
SANS_ABRI = {
    "code": "ABRI",
    "libelle_public": "Sans abri",
    "si": {"champ": "statut_logement", "op": "dans", "val": ["SD"]},
}
VIOLENCES = {
    "code": "VIOL",
    "libelle_public": "Violences",
    "si": {"champ": "motifs", "op": "dans", "val": ["06"]},
    "preuve": "justifie",
    "points": 45,
}
DOSSIER = Faits.de({"statut_logement": "SD", "motifs": ["06"], "anciennete_mois": date(2025, 1, 1)})


def version(numero: int, *criteres: dict[str, Any], **bloc: Any) -> VersionDeGrille:
    contenu: Grille = une_grille(un_bloc(*criteres, **bloc))
    return GrilleCotation.ebaucher(
        departement="35", epci=RENNES, contenu=contenu, version_grille=numero, le=datetime(2026, 1, 1, tzinfo=UTC)
    ).instantane()


def passee(
    avant: VersionDeGrille,
    apres: VersionDeGrille | None,
    faits: Faits = DOSSIER,
    *,
    dits: tuple[TotalDit, ...] = (),
    public: bool = False,
    masque: bool = False,
) -> CotationPassee:
    (lue,) = cotations_passees(
        [ResultatPasse(version=avant, resultat=coter_avec(avant, faits, LE), jusqu_au=BASCULE)],
        [] if apres is None else [(apres, coter_avec(apres, faits, BASCULE))],
        dits,
        lambda epci: "Rennes Métropole",
        public=public,
        masque=masque,
    )
    return lue


def lignes(lue: CotationPassee) -> dict[str, LigneExpliquee]:
    return {ligne.code: ligne for bloc in lue.cotation.blocs for ligne in bloc.lignes}


def dit(le: date, points: int | None, cause: CauseDeCalcul = CauseDeCalcul.DEMANDE) -> TotalDit:
    return TotalDit(epci=RENNES, le=le, points_verifies=points, points_declares=points, cause=cause)


def test_chaque_ligne_dit_ses_points_et_ce_que_la_grille_d_alors_demandait() -> None:
    lue = passee(version(1, SANS_ABRI | {"points": 40}, {"code": "BASE", "points": 3}), None)
    assert lue.cotation.points_verifies == 43
    assert sum(ligne.points_retenus for ligne in lignes(lue).values()) == 43
    assert lignes(lue)["ABRI"].etat is EtatLigne.ACQUIS
    assert "Logement actuel" in lignes(lue)["ABRI"].explication
    assert lignes(lue)["ABRI"].valeur_lue == "non gardé"
    assert lue.jusqu_au == date(2026, 8, 31)
    assert "Aucune grille ne cote plus cette demande" in lue.phrase
    assert (lue.points_maintenant, lue.differences) == (None, [])


def test_l_avant_et_l_apres_se_comparent_critere_par_critere() -> None:
    avant = version(1, SANS_ABRI | {"points": 40}, {"code": "BASE", "points": 3}, {"code": "ANCIEN", "points": 5})
    apres = version(2, SANS_ABRI | {"points": 25}, {"code": "BASE", "points": 3}, {"code": "NEUF", "points": 7})
    lue = passee(avant, apres)
    assert [(d.code, d.avant, d.maintenant) for d in lue.differences] == [
        ("ABRI", 40, 25),
        ("NEUF", None, 7),
        ("ANCIEN", 5, None),
    ]
    assert (lue.cotation.points_verifies, lue.points_maintenant, lue.version_maintenant) == (48, 35, 2)
    assert "48" in lue.phrase
    assert "35" in lue.phrase


def test_un_bloc_qu_une_condition_ecartait_ne_compte_toujours_pas() -> None:
    ecarte = version(
        1, SANS_ABRI | {"points": 40}, exclu_si=[{"champ": "statut_logement", "op": "dans", "val": ["SD"]}]
    )
    ligne = lignes(passee(ecarte, None))["ABRI"]
    assert (ligne.points, ligne.points_retenus, ligne.etat) == (40, 0, EtatLigne.EXCLU_PAR)


def test_ce_qui_diminuait_un_ensemble_se_retrouve_d_apres_le_total() -> None:
    refus = {"types": ["refus_proposition"], "adapte": True, "fenetre_mois": 12}
    moitie = {"pourcent": -50, "si": {"evenement": refus, "op": ">=", "val": 1}, "libelle": "Refus"}
    contenu = une_grille(
        un_bloc({"code": "BASE", "points": 30}), ensembles=[{"code": "E", "parmi": ["B"], "variations": [moitie]}]
    )
    avant = GrilleCotation.ebaucher(
        departement="35", epci=RENNES, contenu=contenu, le=datetime(2026, 1, 1, tzinfo=UTC)
    ).instantane()
    refuse = Faits.de({}, evenements=(Evenement(type="refus_proposition", le=date(2026, 2, 1), adapte=True),))
    for faits, total in ((refuse, 15), (DOSSIER, 30)):
        (tout,) = passee(avant, None, faits).cotation.ensembles
        assert (tout.points, "soit" in tout.explication) == (total, total == 15)


def _deux_raisons(*ensembles: dict[str, Any], blocs: int = 1) -> VersionDeGrille:
    contenu = une_grille(
        *(un_bloc({"code": f"BASE{n}", "points": 30}, code=f"B{n}") for n in range(blocs)), ensembles=list(ensembles)
    )
    return GrilleCotation.ebaucher(
        departement="35", epci=RENNES, contenu=contenu, le=datetime(2026, 1, 1, tzinfo=UTC)
    ).instantane()


def _variation(libelle: str, genre: str, pourcent: int = -50) -> dict[str, Any]:
    compte = {"types": [genre], "adapte": True, "fenetre_mois": 12}
    return {"pourcent": pourcent, "si": {"evenement": compte, "op": ">=", "val": 1}, "libelle": libelle}


def _apres(genre: str) -> Faits:
    return Faits.de({}, evenements=(Evenement(type=genre, le=date(2026, 2, 1), adapte=True),))


def test_deux_raisons_qui_donnent_le_meme_total_aucune_n_est_nommee() -> None:
    """Le résultat gardé ne dit pas laquelle des deux a diminué l'ensemble : nommer la première serait deviner."""
    raisons = [_variation("Refus", "refus_proposition"), _variation("Déclaration inexacte", "declaration_inexacte")]
    avant = _deux_raisons({"code": "E", "parmi": ["B0"], "variations": raisons})
    (tout,) = passee(avant, None, _apres("declaration_inexacte")).cotation.ensembles
    assert tout.points == 15
    assert tout.explication == "30\xa0points ; la raison n'est pas gardée, soit 15\xa0points."


def test_un_ensemble_dont_les_points_ne_se_retrouvent_pas_ne_se_dit_pas() -> None:
    """Deux ensembles égaux, l'un des deux diminué : le total ne dit pas lequel."""
    avant = _deux_raisons(
        {"code": "E0", "parmi": ["B0"], "variations": [_variation("Refus", "refus_proposition")]},
        {"code": "E1", "parmi": ["B1"], "variations": [_variation("Inexacte", "declaration_inexacte")]},
        blocs=2,
    )
    lue = passee(avant, None, _apres("declaration_inexacte"))
    assert (lue.cotation.points_verifies, lue.cotation.ensembles) == (45, [])
    entiers = passee(avant, None, DOSSIER).cotation
    assert (entiers.points_verifies, [e.points for e in entiers.ensembles]) == (60, [30, 30])


def test_des_points_qui_attendaient_leur_piece_se_lisent_comme_tels() -> None:
    lue = passee(version(1, VIOLENCES), None)
    assert (lue.cotation.points_verifies, lue.cotation.points_declares) == (0, 45)
    assert lignes(lue)["VIOL"].etat is EtatLigne.EN_ATTENTE_PIECE
    assert "attendaient un justificatif" in lignes(lue)["VIOL"].explication
    assert "45" in (lue.cotation.avertissement or "")


def test_qui_n_a_pas_a_lire_les_violences_ne_les_lit_ni_avant_ni_dans_la_difference() -> None:
    prouve = Faits.de({"motifs": ["06"]}, pieces=(PreuveAdmise(type="MOT_06", valide_le=date(2026, 1, 5)),))
    lue = passee(version(1, VIOLENCES), version(2, VIOLENCES | {"points": 50}), prouve, masque=True)
    assert [(d.code, d.avant, d.maintenant) for d in lue.differences] == [("RESERVE", 45, 50)]
    assert list(lignes(lue)) == ["RESERVE"]
    nommee = passee(version(1, VIOLENCES), version(2, VIOLENCES | {"points": 50}), prouve)
    assert [d.libelle for d in nommee.differences] == ["Violences"]


def test_une_ligne_que_la_grille_cache_ne_se_montre_au_portail_que_si_elle_compte() -> None:
    cachee = {"code": "CACHE", "points": 5, "visible_portail": False}
    nulle = SANS_ABRI | {"code": "NULLE", "points": 9, "visible_portail": False}
    avant = version(1, cachee, nulle)
    lue = passee(avant, version(2, cachee, nulle), Faits.de({"statut_logement": "LP"}), public=True)
    assert list(lignes(lue)) == ["CACHE"]
    assert lue.differences == []


def test_chaque_jour_a_son_total_et_la_version_qui_le_donnait() -> None:
    dits = (
        dit(date(2025, 1, 1), 10),
        dit(date(2025, 6, 1), 20, CauseDeCalcul.TEMPS),
        dit(date(2025, 6, 1), 22, CauseDeCalcul.PIECE),
        dit(BASCULE, 40, CauseDeCalcul.GRILLE),
    )
    lue = passee(version(1, {"code": "BASE", "points": 22}), None, dits=dits)
    assert [(t.du, t.au, t.points_verifies, t.cause) for t in lue.totaux] == [
        (date(2025, 1, 1), date(2025, 5, 31), 10, CauseDeCalcul.DEMANDE),
        (date(2025, 6, 1), date(2026, 8, 31), 22, CauseDeCalcul.PIECE),
    ]


def test_une_version_qui_n_a_rien_change_garde_le_total_de_la_precedente() -> None:
    """Le même total sous trois versions : l'historique ne l'a dit qu'une fois."""
    v1, v2, v3 = (version(n, {"code": "BASE", "points": 8}) for n in (1, 2, 3))
    bascules = (date(2026, 2, 1), date(2026, 5, 1))
    lues = cotations_passees(
        [
            ResultatPasse(version=v, resultat=coter_avec(v, DOSSIER, date(2026, 1, 1)), jusqu_au=jusqu_au)
            for v, jusqu_au in zip((v1, v2), bascules, strict=True)
        ],
        [(v3, coter_avec(v3, DOSSIER, BASCULE))],
        (dit(date(2025, 1, 1), 8),),
        lambda epci: "Rennes Métropole",
        public=False,
        masque=False,
    )
    assert [lue.cotation.version_grille for lue in lues] == [2, 1], "la dernière d'abord"
    assert [(t.du, t.au) for lue in lues for t in lue.totaux] == [
        (date(2026, 2, 1), date(2026, 4, 30)),
        (date(2025, 1, 1), date(2026, 1, 31)),
    ]


def test_sans_historique_le_dernier_calcul_dit_son_total() -> None:
    (total,) = passee(version(1, {"code": "BASE", "points": 8}), None).totaux
    assert (total.du, total.au, total.points_verifies, total.cause) == (LE, date(2026, 8, 31), 8, None)


def test_une_demande_hors_cotation_se_relit_avec_son_motif() -> None:
    contenu = une_grille(
        un_bloc({"code": "BASE", "points": 8}),
        hors_cotation=[
            {
                "motif": "sans_abri",
                "libelle": "relogement à part",
                "si": {"champ": "statut_logement", "op": "dans", "val": ["SD"]},
            }
        ],
    )
    avant = GrilleCotation.ebaucher(
        departement="35", epci=RENNES, contenu=contenu, le=datetime(2026, 1, 1, tzinfo=UTC)
    ).instantane()
    relue = relire(avant, coter_avec(avant, DOSSIER, LE), epci_nom="Rennes Métropole")
    assert relue.points_verifies is None
    assert relue.hors_cotation is not None
    assert "relogement à part" in relue.hors_cotation.phrase
    assert passee(avant, None).totaux == []
