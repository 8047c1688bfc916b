"""L'attestation tenue en main : ce qui se lit d'un coup d'œil, et le papier qu'elle ne gâche pas."""

from datetime import date

import pypdfium2
import pytest

from adapters.pdf.attestation import AttestationPdf
from domain.communications.queries import Attestation, BailleurDuTerritoire, DelaiAnormal, Guichet

pytestmark = pytest.mark.asyncio

NUMERO = "035112600003235B01"


def une_attestation(*, bailleurs: int = 7, telephone: str | None = "0261918807") -> Attestation:
    return Attestation(
        departement="35",
        departement_nom="Ille-et-Vilaine",
        numero_unique=NUMERO,
        demandeur="Madame EXEMPLE Camille",
        codemandeurs=(),
        adresse=("7 rue des Ajoncs", "35270 Combourg"),
        deposee_le=date(2026, 11, 28),
        renouvelee_le=None,
        expire_le=date(2027, 11, 28),
        guichet=Guichet(
            nom="Granit Habitat",
            adresse=("117 allée du Verger", "35300 Fougères"),
            telephone=telephone,
            email="contact@granit.exemple.test",
            mandataire=None,
        ),
        personnes="1 adulte, 1 à charge",
        typologies=("T2", "T3"),
        communes=("Combourg",),
        motifs=("Logement trop cher",),
        ressources_mensuelles=1540,
        bailleurs=tuple(BailleurDuTerritoire(nom=f"Bailleur {rang}", communes=()) for rang in range(bailleurs)),
        delai_anormal=DelaiAnormal(mois=30, le=date(2029, 5, 28)),
        recours=tuple(f"vous êtes dans le cas numéro {rang} de la loi" for rang in range(7)),
        commission_de_mediation="Commission départementale de médiation, à la préfecture",
        radiations=tuple(f"raison numéro {rang}" for rang in range(5)),
        pieces_instruction=("une pièce d'identité",),
        pieces_complementaires=("ressources : trois derniers bulletins de salaire",),
        espace="http://localhost:8000/35/mon-espace",
        editee_le=date(2026, 11, 28),
    )


async def pages(attestation: Attestation) -> list[str]:
    lu = pypdfium2.PdfDocument(await AttestationPdf()(attestation))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in lu]


@pytest.mark.parametrize("bailleurs", [1, 7])
async def test_les_bailleurs_du_departement_tiennent_sur_la_premiere_page_et_l_annexe_sur_la_seconde(
    bailleurs: int,
) -> None:
    lues = await pages(une_attestation(bailleurs=bailleurs))
    assert len(lues) == 2
    assert f"Bailleur {bailleurs - 1} : tout le département" in lues[0]
    assert "Annexe" in lues[1]


async def test_le_numero_reste_entier_sous_ses_groupes_et_le_telephone_se_lit_deux_par_deux() -> None:
    premiere = (await pages(une_attestation()))[0]
    assert NUMERO in premiere
    assert "Téléphone : 02 61 91 88 07" in premiere


@pytest.mark.parametrize("telephone", ["+33 2 61 91 88 07", "3919"])
async def test_un_numero_d_une_autre_forme_reste_tel_que_le_guichet_l_a_donne(telephone: str) -> None:
    assert f"Téléphone : {telephone}" in (await pages(une_attestation(telephone=telephone)))[0]
