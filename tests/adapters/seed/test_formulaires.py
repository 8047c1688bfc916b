"""What is drawn, without any database: forms that the domain accepts, on the orders of magnitude of the profession."""

from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from adapters.securite.mots_de_passe import MotsDePasseCommuns
from adapters.seed.coffre import COMMUNES_SANS_EXISTENCE, nir_fictif
from adapters.seed.comptes import AGENTS, DEMANDEURS, PHRASE_DE_PASSE, email_du_gestionnaire, lignes, presenter
from adapters.seed.formulaires import tirer_formulaire
from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard, Tirage
from adapters.seed.partenaires import Annuaire
from adapters.seed.pieces import pdf
from adapters.seed.vies import ATTRIBUTIONS_PAR_AN, ETATS, tirer_vie
from domain.demandes.codes import EtatDemande, StatutLogement
from domain.demandes.formulaire import Formulaire
from domain.demandes.rules.controles import bloquants, controler
from domain.demandes.rules.delais import expiration, mise_en_sommeil, preavis
from domain.demandes.rules.nir import incoherences_nir
from domain.demandes.rules.plafonds import plafond
from domain.demandes.synthese import synthese
from domain.kernel.calendrier import age
from domain.kernel.codes import Financement
from domain.kernel.vocabulary import Nir
from domain.organismes.model import TypeOrganisme
from domain.organismes.rules import faiblesses
from domain.pieces.rules.formats import reconnaitre
from domain.referentiel.model import ZonePlafonds

JOUR = date(2026, 11, 22)
HAUTE_GARONNE_2011 = {"C": 1_000, "T1": 4_500, "T2": 14_500, "T3": 17_500, "T4": 12_500, "T5": 4_000, "T6P": 1_000}
"""Demandes by typology wished, as the chart of the shared file showed them."""


@pytest.fixture(scope="module")
def formulaires() -> list[Formulaire]:
    hasard, le = Hasard.de("essai"), datetime(2026, 11, 1, 10, tzinfo=UTC)
    return [tirer_formulaire(hasard, geographie("35"), ["Granit Habitat"], JOUR, le) for _ in range(1500)]


def test_aucun_formulaire_tire_n_a_de_controle_bloquant(formulaires: list[Formulaire]) -> None:
    for formulaire in formulaires[:300]:
        connus = [a.id for a in formulaire.adultes]
        trouves = controler(formulaire, JOUR, avec_nir=connus, en_ligne=True, departement="35")
        assert bloquants(trouves) == []


def test_les_tailles_demandees_suivent_la_courbe_de_la_haute_garonne(formulaires: list[Formulaire]) -> None:
    comptees = Counter(t.value for f in formulaires if f.logement_recherche for t in f.logement_recherche.typologies)
    total, reference = sum(comptees.values()), sum(HAUTE_GARONNE_2011.values())
    for typologie, nombre in HAUTE_GARONNE_2011.items():
        assert comptees[typologie] / total == pytest.approx(nombre / reference, abs=0.025), typologie


def test_un_tiers_des_demandeurs_est_deja_locataire_du_parc_social(formulaires: list[Formulaire]) -> None:
    hlm = sum(f.logement_actuel is not None and f.logement_actuel.statut is StatutLogement.HLM for f in formulaires)
    assert 0.28 < hlm / len(formulaires) < 0.40


def test_les_deux_tiers_des_foyers_sont_sous_le_plafond_tres_social(formulaires: list[Formulaire]) -> None:
    vus = [s for f in formulaires[:500] if (s := synthese(f, JOUR, "35")).rfr is not None]
    sous: Counter[Financement] = Counter()
    for foyer in vus:
        for financement in (Financement.PLAI, Financement.PLUS):
            limite = plafond(foyer.categorie, ZonePlafonds.AUTRES, financement, JOUR)
            assert limite is not None
            assert foyer.rfr is not None
            sous[financement] += foyer.rfr <= limite.valeur
    assert 0.6 < sous[Financement.PLAI] / len(vus) < 0.8
    assert sous[Financement.PLUS] / len(vus) > 0.93


def test_personne_n_etait_mineur_en_deposant_sa_demande() -> None:
    hasard, le = Hasard.de("anciens"), datetime(2013, 2, 1, 10, tzinfo=UTC)
    for _ in range(300):
        demandeur = tirer_formulaire(hasard, geographie("35"), ["Granit Habitat"], JOUR, le).demandeur
        assert demandeur is not None
        assert demandeur.ne_le is not None
        assert age(demandeur.ne_le, le.date()) >= 18


def test_aucune_adresse_ni_aucun_telephone_ne_peut_joindre_quelqu_un(formulaires: list[Formulaire]) -> None:
    for adulte in (a for f in formulaires for a in f.adultes):
        assert adulte.email is None or adulte.email.endswith("@exemple.test")
        assert adulte.telephone is None or adulte.telephone.startswith(("063998", "026191"))


def test_un_numero_de_securite_sociale_tire_est_bien_forme_et_n_est_celui_de_personne(
    formulaires: list[Formulaire],
) -> None:
    for adulte in (a for f in formulaires[:200] for a in f.adultes):
        nir = nir_fictif(adulte, "35")
        assert Nir(nir.valeur) == nir
        assert incoherences_nir(adulte, nir) == ()
        assert COMMUNES_SANS_EXISTENCE[0] <= int(nir.valeur[7:10]) <= COMMUNES_SANS_EXISTENCE[1]
    codes = {c for c in geographie("35").communes if int(c[2:]) >= COMMUNES_SANS_EXISTENCE[0]}
    assert codes == set()


def test_une_vie_se_deroule_dans_l_ordre() -> None:
    hasard = Hasard.de("vies")
    for _ in range(3000):
        vie = tirer_vie(hasard, JOUR, "35")
        jalons = [
            vie.creee_le.date(),
            vie.soumise_le and vie.soumise_le.date(),
            vie.validee_le and vie.validee_le.date(),
            *vie.renouvellements,
            vie.endormie_le,
            vie.radiee_le,
        ]
        connus = [j for j in jalons if j is not None]
        assert connus == sorted(connus), vie
        assert connus[-1] < JOUR
        if vie.soumise_le and vie.validee_le:
            assert vie.soumise_le < vie.validee_le


def test_personne_n_a_renouvele_hors_de_la_fenetre() -> None:
    hasard = Hasard.de("fenetre")
    for _ in range(3000):
        vie = tirer_vie(hasard, JOUR, "35")
        bases = [vie.deposee_le, *vie.renouvellements]
        for base, renouvelee_le in pairwise(bases):
            assert base is not None
            assert renouvelee_le is not None
            fin = expiration(base, "35").valeur
            assert preavis(fin, "35").valeur <= renouvelee_le <= fin, vie


def test_une_demande_dont_la_validite_est_passee_dort_et_elle_seule() -> None:
    hasard = Hasard.de("sommeil")
    vies = [tirer_vie(hasard, JOUR, "35") for _ in range(3000)]
    for vie in vies:
        if vie.etat is EtatDemande.ACTIVE and vie.base is not None:
            assert mise_en_sommeil(expiration(vie.base, "35").valeur, "35").valeur >= JOUR
        assert (vie.etat is EtatDemande.EN_SOMMEIL) == (vie.endormie_le is not None)
    assert any(vie.endormie_le for vie in vies)


def test_les_attributions_d_un_an_sont_celles_que_l_on_annonce() -> None:
    hasard = Hasard.de("etats")
    tires = Counter(ETATS(hasard) for _ in range(20_000))
    assert tires[EtatDemande.SATISFAITE] / 20_000 == pytest.approx(ATTRIBUTIONS_PAR_AN, abs=0.01)


def test_la_meme_graine_tire_la_meme_chose() -> None:
    tirage = Tirage({"a": 1.0, "b": 2.0, "c": 3.0})
    suites = [[tirage(h) for _ in range(50)] for h in (Hasard.de("x", 1), Hasard.de("x", 1), Hasard.de("x", 2))]
    assert suites[0] == suites[1]
    assert suites[0] != suites[2]


def test_chaque_departement_a_tous_les_types_d_organismes() -> None:
    annuaire = Annuaire("essai", ("35", "44", "29"))
    for departement in ("35", "44", "29"):
        types = {p.type for p in annuaire if departement in p.implantations}
        assert types == set(TypeOrganisme)
        codes = [p.implantations[departement].code_guichet for p in annuaire.guichets(departement)]
        assert len(codes) == len(set(codes))
        assert all(code is not None and len(code) == 5 for code in codes)


def test_les_comptes_de_demonstration_sont_tous_presentes() -> None:
    texte = presenter()
    assert PHRASE_DE_PASSE in texte
    assert all(compte.email("35") in texte for compte in (*AGENTS, *DEMANDEURS))
    emails = [email for _, email in lignes()]
    assert email_du_gestionnaire() in emails
    assert len(emails) == len(set(emails))


def test_la_phrase_de_passe_de_demonstration_est_acceptee_par_les_regles() -> None:
    communs = MotsDePasseCommuns().contient
    for compte in (*AGENTS, *DEMANDEURS):
        contexte = (compte.nom, compte.prenom, compte.cle)
        assert faiblesses(PHRASE_DE_PASSE, contexte=contexte, communs=communs, le=JOUR) == []


def test_le_pdf_d_une_piece_est_de_ceux_que_l_on_accepte() -> None:
    contenu = pdf("Carte d'identité", "LE GOFF Éloïse (née d'Arc)")
    assert reconnaitre(contenu).code == "application/pdf"
    assert contenu.endswith(b"%%EOF\n")


def test_les_agents_sont_les_memes_quels_que_soient_les_autres_departements() -> None:
    def agents(*departements: str) -> dict[str, str]:
        presents = [p for p in Annuaire("essai", departements) if "35" in p.implantations]
        return {a.email: str(a.id) for p in presents for a in p.agents if "35" in a.profils}

    assert agents("35") == agents("44", "35") == agents("35", "29")
