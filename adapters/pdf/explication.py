"""The points, the place and the wait of a demande as a tagged PDF: what the screens say, on paper."""

from collections.abc import Sequence
from typing import Any

from adapters.pdf.gabarit import Gabarit
from domain.cotation.attente_lue import AttenteVue
from domain.cotation.phrases import points
from domain.cotation.queries import BlocExplique, Cotation
from domain.demandes.queries import DemandeDetail
from domain.kernel.francais import jour


class ExplicationPdf:
    def __init__(self) -> None:
        self._gabarit = Gabarit("explication.typ")

    async def __call__(self, demande: DemandeDetail, cotations: Sequence[Cotation], attente: AttenteVue) -> bytes:
        return await self._gabarit.imprimer(words(demande, cotations, attente))


def words(demande: DemandeDetail, cotations: Sequence[Cotation], attente: AttenteVue) -> dict[str, Any]:
    """Every sentence of the document, as the screens say it; the template only lays it out."""
    numero = f"Numéro unique {demande.numero_unique}" if demande.numero_unique else f"Dossier {demande.reference}"
    return {
        "qui": demande.nom_affiche,
        "numero": numero,
        "territoires": [_territoire(cotation) for cotation in cotations],
        "attente": [attente.absente.phrase] if attente.absente else [e.phrase for e in attente.estimations],
        "avertissement": attente.avertissement,
        "fiabilite": attente.fiabilite.phrase if attente.fiabilite else None,
        "methode": attente.methode,
    }


def _territoire(cotation: Cotation) -> dict[str, Any]:
    total = None if cotation.points_verifies is None else points(cotation.points_verifies)
    return {
        "nom": cotation.epci_nom,
        "grille": f"{cotation.grille}, version {cotation.version_grille}. Calcul du {jour(cotation.calculee_le)}.",
        "statut": cotation.statut_libelle,
        "total": total,
        "hors_cotation": cotation.hors_cotation.phrase if cotation.hors_cotation else None,
        "avertissement": cotation.avertissement,
        "positions": [f"{p.phrase} {p.perimetre}" for p in cotation.positions],
        "leviers": [levier.phrase for levier in cotation.ce_qui_changerait],
        "blocs": [_bloc(bloc) for bloc in cotation.blocs],
        "ensembles": [
            {"libelle": e.libelle, "points": points(e.points), "explication": f"{e.explication} {e.regle}"}
            for e in cotation.ensembles
        ],
    }


def _bloc(bloc: BlocExplique) -> dict[str, Any]:
    return {
        "libelle": bloc.libelle,
        "points": points(bloc.points),
        "explication": bloc.explication,
        "lignes": [
            {
                "libelle": ligne.libelle,
                "lu": ligne.valeur_lue,
                "source": ligne.source,
                "explication": ligne.explication
                + (f" Jusqu'au {jour(ligne.expire_le)}." if ligne.expire_le else "")
                + (f" {ligne.base_legale}." if ligne.base_legale else ""),
                "preuves": [preuve.phrase for preuve in ligne.preuves],
                "declares": points(ligne.points_declares),
                "retenus": points(ligne.points_retenus),
            }
            for ligne in bloc.lignes
            if ligne.points_declares or ligne.points
        ],
    }
