"""Sceller une journée, et dire plus tard si elle est intacte (CNIL, délibération 2021-122)."""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from domain.kernel.francais import compte
from domain.kernel.francais import jour as dire_jour
from domain.tracabilite.codes import Registre, RegleDeLecture
from domain.tracabilite.model import ORIGINE, Journee, Remarque, Sceau, Seuils

PAS = 16
"""Octets par ligne dans `lignes` : huit pour le numéro, huit pour le condensé."""

Signer = Callable[[str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rupture:
    """Une trace qui n'est plus celle qui a été scellée."""

    departement: str
    registre: Registre
    jour: date
    ligne: int | None
    """Le numéro de la ligne, quand une seule est en cause."""
    phrase: str

    def __str__(self) -> str:
        return f"{self.departement}, {self.registre.libelle.lower()}, {self.jour.isoformat()} : {self.phrase}"


def sceller(journee: Journee, precedent: bytes | None, signer: Signer) -> Sceau:
    """Ferme une journée en l'enchaînant à la précédente, et la signe."""
    avant = ORIGINE if precedent is None else precedent
    valeur = _enchainer(journee, avant)
    return Sceau(
        departement=journee.departement,
        registre=journee.registre,
        jour=journee.jour,
        nombre=journee.nombre,
        condense=journee.condense,
        lignes=journee.lignes,
        precedent=avant,
        valeur=valeur,
        signature=signer(valeur.hex()),
    )


def _enchainer(journee: Journee | Sceau, precedent: bytes) -> bytes:
    entete = f"{journee.departement}|{journee.registre.value}|{journee.jour.isoformat()}|{journee.nombre}|"
    return sha256(precedent + entete.encode() + journee.condense + sha256(journee.lignes).digest()).digest()


def ruptures_de_la_chaine(sceau: Sceau, veille: Sceau | None, signer: Signer) -> Iterator[Rupture]:
    """Le sceau suit-il celui de la veille, sans jour manquant, et est-ce bien nous qui l'avons posé ?"""
    attendu = ORIGINE if veille is None else veille.valeur
    if veille is not None and sceau.jour != veille.jour + timedelta(days=1):
        yield _rupture(sceau, f"les sceaux manquent depuis le {veille.jour.isoformat()}.")
    elif not hmac.compare_digest(sceau.precedent, attendu):
        yield _rupture(sceau, "le sceau ne suit pas celui de la veille.")
    if not hmac.compare_digest(sceau.valeur, _enchainer(sceau, sceau.precedent)):
        yield _rupture(sceau, "le sceau lui-même a été réécrit.")
    if not hmac.compare_digest(sceau.signature, signer(sceau.valeur.hex())):
        yield _rupture(sceau, "la signature du sceau n'est pas celle du fichier.")


def ruptures_de_la_journee(sceau: Sceau, journee: Journee) -> list[Rupture]:
    """Les lignes ajoutées, supprimées ou modifiées depuis que la journée est scellée."""
    if sceau.condense == journee.condense and sceau.lignes == journee.lignes:
        return []
    avant, apres = dict(_lignes(sceau.lignes)), dict(_lignes(journee.lignes))
    trouvees = [_rupture(sceau, f"la ligne {n} a été supprimée.", n) for n in sorted(avant.keys() - apres.keys())]
    trouvees += [
        _rupture(sceau, f"la ligne {n} a été ajoutée après le sceau.", n) for n in sorted(apres.keys() - avant.keys())
    ]
    trouvees += [
        _rupture(sceau, f"la ligne {n} a été modifiée.", n)
        for n in sorted(avant.keys() & apres.keys())
        if avant[n] != apres[n]
    ]
    return trouvees or [_rupture(sceau, "les lignes ne sont plus celles qui ont été scellées.")]


def _lignes(octets: bytes) -> Iterator[tuple[int, bytes]]:
    for debut in range(0, len(octets), PAS):
        yield int.from_bytes(octets[debut : debut + 8], "big"), octets[debut + 8 : debut + PAS]


def _rupture(sceau: Sceau, phrase: str, ligne: int | None = None) -> Rupture:
    return Rupture(departement=sceau.departement, registre=sceau.registre, jour=sceau.jour, ligne=ligne, phrase=phrase)


def phrase_de_la_remarque(remarque: Remarque, seuils: Seuils, jour: date) -> str:
    """Ce qui s'est passé, et pourquoi cela se remarque, sans accuser personne."""
    n, seuil = remarque.nombre, seuils.minimum[remarque.regle]
    lus = f"{compte(n, 'dossier lu', 'dossiers lus')}"
    a_partir = f"à partir de {seuil}"
    match remarque.regle:
        case RegleDeLecture.HORS_HEURES:
            quand = f"hors de {seuils.de} h à {seuils.a} h, ou un samedi ou un dimanche"
            dit = f"{lus} {quand} ({a_partir})"
        case RegleDeLecture.EN_MASSE:
            dit = f"{lus} dans la journée ({a_partir})"
        case RegleDeLecture.EN_RAFALE:
            dit = f"{lus} dans une même heure ({a_partir})"
        case RegleDeLecture.MEME_NOM:
            dit = f"{lus} où figure une personne du même nom que l'agent"
        case RegleDeLecture.MEME_RUE:
            dit = f"{lus} de personnes qui habitent {remarque.precision} ({a_partir})"
        case RegleDeLecture.HORS_COMMUNES:
            dit = f"{lus} qui ne demandent aucune des communes que l'agent lit d'ordinaire ({a_partir})"
        case _:
            dit = f"{lus} que l'organisme n'a ni enregistrés, ni proposés, ni modifiés ({a_partir})"
    return f"Le {dire_jour(jour)} : {dit}."
