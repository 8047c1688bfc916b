"""Ce que le fichier dit au SNE se relit par la porte de l'import, et ce qui n'entre pas est dit."""

import inspect
import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from adapters.imports import sne_file
from adapters.sne import ecriture, laisses
from adapters.sne.ecriture import write
from domain.demandes.codes import AideTechnique, Contrat, EtatDemande, EtatHandicap, MotifRadiation
from domain.demandes.formulaire import (
    Adresse,
    Codemandeur,
    DossierCollecteur,
    FicheHandicap,
    Formulaire,
    LogementActuel,
    LogementRecherche,
    Motifs,
    Personne,
    QuartierSouhaite,
    Referent,
    SecteurSouhaite,
    SituationProfessionnelle,
)
from domain.demandes.model import Demande
from domain.demandes.protection import MotifProtection, Protection
from domain.echanges.sne.codes import TypeFichier
from domain.echanges.sne.ports import FichierSne
from domain.imports.rules.lecture import LigneBrute
from tests.adapters.imports.test_lecteurs import tout
from tests.domain.demandes.vies import la_demande

pytestmark = pytest.mark.asyncio(loop_scope="session")

E = EtatDemande
LE = datetime(2026, 6, 15, 4, tzinfo=UTC)


def _fichier(demande: Demande, sorte: TypeFichier = TypeFichier.CREATION) -> tuple[bytes, tuple[str, ...]]:
    return write(FichierSne(nom="DEM35A01.xml", type_fichier=sorte, guichet="35A01", demande=demande, le=LE))


async def _relire(demande: Demande, sorte: TypeFichier = TypeFichier.CREATION) -> LigneBrute:
    [ligne] = await tout(sne_file.read, _fichier(demande, sorte)[0])
    return ligne


async def test_ce_qui_est_ecrit_se_relit_dans_nos_mots() -> None:
    demande = la_demande(E.ACTIVE)
    f = demande.formulaire
    assert f.demandeur is not None
    cases = (await _relire(demande)).cases
    assert cases["numero_unique"] == demande.numero_unique
    assert cases["deposee_le"] == "2025-03-10"
    assert cases["demandeur.nom_naissance"] == f.demandeur.nom_naissance
    assert cases["demandeur.ne_le"] == str(f.demandeur.ne_le)
    assert cases["demandeur.telephone"] == f.demandeur.telephone
    assert f.logement_recherche is not None
    assert cases["logement_recherche.communes"] == "|".join(f.logement_recherche.communes)
    assert cases["logement_recherche.typologies"] == "|".join(t.value for t in f.logement_recherche.typologies)
    assert cases["motifs.codes"] == "|".join(m.value for m in f.motifs.codes)


async def test_une_radiation_porte_son_motif_et_sa_date_et_une_restauration_n_en_porte_pas() -> None:
    radiee = la_demande(E.RADIEE_NON_RENOUVELLEMENT)
    cases = (await _relire(radiee, TypeFichier.RADIATION)).cases
    assert (cases["motif_radiation"], cases["radiee_le"]) == (MotifRadiation.NON_RENOUVELLEMENT.value, "2026-04-15")
    restauree = (await _relire(la_demande(E.ACTIVE), TypeFichier.RADIATION)).defaut
    assert restauree is not None
    assert restauree.code == "deradiation"


async def test_un_deces_part_comme_un_abandon_faute_de_code_national_et_la_transmission_le_dit() -> None:
    decedee = la_demande(E.RADIEE_DECES)
    contenu, pertes = _fichier(decedee, TypeFichier.RADIATION)
    assert b'<motifRadiation code="RADABA"' in contenu
    assert "décès, que le format dit comme un abandon" in pertes


async def test_ce_qui_ne_tient_pas_dans_le_format_est_raccourci_et_dit() -> None:
    demande = la_demande(E.ACTIVE)
    assert demande.formulaire.demandeur is not None
    long = replace(demande.formulaire.demandeur, nom_naissance="N" * 50, telephone_travail="+49301234567890")
    demande.formulaire = replace(demande.formulaire, demandeur=long)
    cases = (await _relire(demande)).cases
    assert cases["demandeur.nom_naissance"] == "N" * 36
    assert "demandeur.telephone_travail" not in cases
    pertes = _fichier(demande)[1]
    assert "nomPatronymique raccourci à 36 caractères" in pertes
    assert "telTravail étranger" in pertes


async def test_une_personne_protegee_ne_dit_pas_ou_elle_vit_a_la_nation() -> None:
    demande = la_demande(E.ACTIVE)
    assert demande.formulaire.demandeur is not None
    demande.protection = Protection(
        personne_id=demande.formulaire.demandeur.id, motif=MotifProtection.VIOLENCES, depuis_le=LE, par="Anne"
    )
    contenu, pertes = _fichier(demande)
    assert b"<adressePostale>" not in contenu.split(b"<listeCotitulaire>")[0]
    assert "coordonnées d'une personne protégée" in pertes


async def test_une_separation_porte_le_numero_d_origine() -> None:
    from domain.demandes.liens import Lien, NatureLien

    lien = Lien(demande_id=UUID(int=3), numero="035032500000235A01", nature=NatureLien.SEPARATION, depuis_le=date.max)
    contenu, _ = _fichier(la_demande(E.ACTIVE, liens=(lien,)), TypeFichier.SEPARATION)
    assert b"<numUniqueAssocie>035032500000235A01</numUniqueAssocie>" in contenu


async def test_aucun_lien_inconnu_du_format_ne_part() -> None:
    demande = la_demande(E.ACTIVE)
    assert not any(isinstance(p, Codemandeur) and p.lien.value == "ASC" for p in demande.formulaire.adultes)
    assert b"numeroSecuriteSociale" not in _fichier(demande)[0]


async def test_ce_que_la_personne_veut_recevoir_et_ou_elle_habite_part_avec_la_demande() -> None:
    demande = la_demande(E.ACTIVE)
    demandeur = demande.formulaire.demandeur
    assert demandeur is not None
    ici = Adresse(numero="9", voie="quai de la Prévalaye", code_postal="35000", commune="35238")
    travail = SituationProfessionnelle(
        contrat=Contrat.CDI,
        collecteurs=(DossierCollecteur(organisme="Collecteur un", numero="7"), DossierCollecteur(organisme="Deux")),
        siret="12345678900011",
    )
    demande.formulaire = replace(
        demande.formulaire,
        demandeur=replace(
            demandeur,
            sms_refuses=True,
            nouvelles_refusees=False,
            adresse_logement=ici,
            situation_professionnelle=travail,
        ),
        motifs=replace(demande.formulaire.motifs, jugement_le=date(2026, 5, 4)),
        handicaps=(
            FicheHandicap(
                personne_id=demandeur.id,
                etat=EtatHandicap.STABILISE,
                aides=(AideTechnique.FAUTEUIL_MANUEL,),
                referent=Referent(nom="Ada", telephone="0299000000"),
            ),
        ),
    )
    contenu, pertes = _fichier(demande)
    texte = contenu.decode()
    for dit in (
        "<notifSms>false</notifSms><notifEvt>true</notifEvt>",
        "<nomOrganismeCollecteur>Collecteur un</nomOrganismeCollecteur>",
        "<voie>quai de la Prévalaye</voie>",
        "<compDateJugement>2026-05-04</compDateJugement>",
        '<etatHandicap code="STA" />',
    ):
        assert dit in texte, dit
    assert {
        "SIRET de l'employeur",
        "organismes collecteurs au-delà du premier",
        "numéro de dossier chez l'organisme collecteur",
        "aides techniques",
    } <= set(pertes)
    assert "12345678900011" not in str(pertes), "le champ, jamais sa valeur"


@pytest.mark.parametrize("refusee", ["x@y.info", "zoe+fdls@exemple.fr", "d'arc@exemple.fr", "zoé@exemple.fr"])
async def test_une_adresse_que_le_format_refuse_ne_part_pas_et_se_dit(refusee: str) -> None:
    demande = la_demande(E.ACTIVE)
    assert demande.formulaire.demandeur is not None
    demande.formulaire = replace(demande.formulaire, demandeur=replace(demande.formulaire.demandeur, email=refusee))
    contenu, pertes = _fichier(demande)
    assert refusee not in contenu.decode().split("<listeCotitulaire>")[0]
    assert "adresse électronique que le format refuse" in pertes


async def test_un_secteur_part_avec_chacune_de_ses_communes_et_ses_quartiers_apres_celles_que_l_on_cite() -> None:
    demande = la_demande(E.ACTIVE)
    nord = SecteurSouhaite(
        id=UUID(int=1),
        nom="Couronne nord",
        communes=("35024", "35051"),
        quartiers=(QuartierSouhaite(commune="35051", nom="Bourgchevreuil"),),
    )
    souhait = LogementRecherche(communes=("35288",), secteurs=(nord,))
    demande.formulaire = replace(demande.formulaire, logement_recherche=souhait)
    cases = (await _relire(demande)).cases
    assert cases["logement_recherche.communes"] == "35288|35024|35051"
    assert cases["logement_recherche.quartiers.1.commune"] == "35051"
    assert cases["logement_recherche.quartiers.1.nom"] == "Bourgchevreuil"
    assert "noms des secteurs choisis, dont les communes partent" in _fichier(demande)[1]


async def test_chaque_champ_du_formulaire_part_ou_se_dit_laisse() -> None:
    """Le jour où le formulaire grandit, ce champ part, ou l'envoi dit qu'il reste : sinon cet essai échoue."""
    source = inspect.getsource(ecriture) + inspect.getsource(laisses)
    modeles = (
        Personne,
        SituationProfessionnelle,
        FicheHandicap,
        LogementActuel,
        LogementRecherche,
        Motifs,
        Formulaire,
    )
    oublies = {
        f"{m.__name__}.{champ.name}"
        for m in modeles
        for champ in fields(m)
        if not re.search(rf"\.{champ.name}\b", source)
    }
    ailleurs = {
        "Personne.handicap": "dit par la fiche handicap de la personne",
        "LogementRecherche.communes": "parties avec celles des secteurs, sous le nom de `couvertes`",
    }
    assert oublies == set(ailleurs)
