"""Ce que le formulaire ne peut pas contenir : trop, trop long, impossible."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from domain.demandes.formulaire import Personne
from domain.demandes.rules.controles.controle import Contexte, Controle, bloque
from domain.kernel.calendrier import age
from domain.kernel.francais import nombre
from domain.kernel.vocabulary import CodeCommune

CODE_POSTAL = re.compile(r"\d{5}")
TELEPHONE = re.compile(r"\+?\d{10,15}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def depassements(contexte: Contexte) -> Iterator[Controle]:
    """Tout ce qui ne peut pas être enregistré tel quel."""
    yield from _personnes(contexte)
    yield from _occupants(contexte)
    yield from _montants(contexte)
    yield from _recherche(contexte)
    yield from _motifs(contexte)
    yield from _longueurs(contexte)


def _personnes(contexte: Contexte) -> Iterator[Controle]:
    for chemin, personne in contexte.adultes():
        if personne.ne_le is not None:
            yield from _naissance(contexte, f"{chemin}.ne_le", personne.ne_le)
        if personne.telephone and not TELEPHONE.fullmatch(re.sub(r"[\s.\-]", "", personne.telephone)):
            yield bloque(
                f"{chemin}.telephone",
                "telephone-invalide",
                "Ce numéro de téléphone est incomplet : il compte dix chiffres, par exemple 06 12 34 56 78.",
            )
        if personne.email and not EMAIL.fullmatch(personne.email.strip()):
            yield bloque(
                f"{chemin}.email",
                "email-invalide",
                "Cette adresse électronique est incomplète : elle s'écrit par exemple prenom.nom@exemple.fr.",
            )
        if personne.adresse is not None:
            if personne.adresse.code_postal and not CODE_POSTAL.fullmatch(personne.adresse.code_postal):
                yield bloque(
                    f"{chemin}.adresse.code_postal",
                    "code-postal-invalide",
                    "Un code postal compte cinq chiffres.",
                )
            if personne.adresse.commune and not CodeCommune.FORME.fullmatch(personne.adresse.commune):
                yield _commune_inconnue(f"{chemin}.adresse.commune")


def _naissance(contexte: Contexte, champ: str, ne_le: date) -> Iterator[Controle]:
    if ne_le > contexte.le:
        yield bloque(champ, "naissance-future", "La date de naissance est dans l'avenir : vérifiez l'année.")
    elif age(ne_le, contexte.le) > contexte.entier("age_maximal"):
        yield bloque(champ, "naissance-trop-ancienne", "La date de naissance est trop ancienne : vérifiez l'année.")


def _occupants(contexte: Contexte) -> Iterator[Controle]:
    for rang, occupant in enumerate(contexte.formulaire.occupants):
        yield from _naissance(contexte, f"occupants.{rang}.ne_le", occupant.ne_le)
        for champ, message in (("nom", "Indiquez son nom."), ("prenom", "Indiquez son prénom.")):
            if not getattr(occupant, champ).strip():
                yield bloque(f"occupants.{rang}.{champ}", "champ-obligatoire", message)
    a_naitre = contexte.formulaire.a_naitre
    maximum = contexte.entier("enfants_a_naitre_max")
    if a_naitre is not None and not 0 <= a_naitre.nombre <= maximum:
        yield bloque("a_naitre.nombre", "hors-limites", f"Le nombre d'enfants à naître va de 0 à {maximum}.")


def _montants(contexte: Contexte) -> Iterator[Controle]:
    bornes = contexte.parametres.a_la_date("formulaire.bornes", contexte.le)
    revenus = contexte.formulaire.revenus
    saisis: list[tuple[str, str, int | None]] = [
        (f"revenus.ressources.{rang}.montant", "ressource", r.montant) for rang, r in enumerate(revenus.ressources)
    ]
    saisis.append(("revenus.pension_versee", "ressource", revenus.pension_versee))
    actuel, recherche = contexte.formulaire.logement_actuel, contexte.formulaire.logement_recherche
    if actuel is not None:
        saisis += [(f"logement_actuel.{n}", n, getattr(actuel, n)) for n in ("loyer", "apl", "surface", "nb_habitants")]
    if recherche is not None:
        saisis.append(("logement_recherche.loyer_max", "loyer_max", recherche.loyer_max))
    for champ, borne, montant in saisis:
        maximum = bornes.entree(borne).entier()
        if montant is not None and not 0 <= montant <= maximum:
            yield bloque(champ, "hors-limites", f"Indiquez un nombre entre 0 et {nombre(maximum)}.")
    titulaires = {a.id for a in contexte.formulaire.adultes}
    maximum = bornes.entree("rfr").entier()
    for rang, rfr in enumerate(revenus.rfr):
        if abs(rfr.montant) > maximum:
            yield bloque(
                f"revenus.rfr.{rang}.montant",
                "hors-limites",
                f"Indiquez un nombre de {nombre(maximum)} au plus.",
            )
        if rfr.personne_id not in titulaires:
            yield _personne_absente(f"revenus.rfr.{rang}.personne_id")
    for rang, ressource in enumerate(revenus.ressources):
        if ressource.personne_id is not None and ressource.personne_id not in titulaires:
            yield _personne_absente(f"revenus.ressources.{rang}.personne_id")


def _personne_absente(champ: str) -> Controle:
    return bloque(
        champ,
        "personne-absente",
        "Ce revenu est celui d'une personne qui n'est plus dans la demande : retirez-le.",
    )


def _commune_inconnue(champ: str) -> Controle:
    return bloque(champ, "commune-invalide", "Choisissez la commune dans la liste proposée.")


def _recherche(contexte: Contexte) -> Iterator[Controle]:
    recherche = contexte.formulaire.logement_recherche
    if recherche is None:
        return
    champ = "logement_recherche.communes"
    yield from _trop(champ, len(recherche.communes), contexte.entier("communes_max"), "communes")
    if _se_repete(recherche.communes):
        yield bloque(champ, "repetition", "La même commune est choisie plusieurs fois : gardez-la une fois.")
    if any(not CodeCommune.FORME.fullmatch(code) for code in recherche.communes):
        yield _commune_inconnue(champ)
    if _se_repete(recherche.typologies):
        yield bloque(
            "logement_recherche.typologies",
            "repetition",
            "La même taille de logement est choisie plusieurs fois : gardez-la une fois.",
        )


def _motifs(contexte: Contexte) -> Iterator[Controle]:
    codes = contexte.formulaire.motifs.codes
    yield from _trop("motifs.codes", len(codes), contexte.entier("motifs_max"), "motifs")
    if _se_repete(codes):
        yield bloque("motifs.codes", "repetition", "Le même motif est choisi plusieurs fois : gardez-le une fois.")


def _trop(champ: str, combien: int, maximum: int, nom: str) -> Iterator[Controle]:
    if combien > maximum:
        yield bloque(
            champ,
            "trop-nombreux",
            f"Vous pouvez choisir {maximum} {nom} au plus : retirez-en {combien - maximum}.",
        )


def _se_repete(valeurs: Collection[str]) -> bool:
    return len(set(valeurs)) < len(valeurs)


def _longueurs(contexte: Contexte) -> Iterator[Controle]:
    longueurs = contexte.parametres.a_la_date("formulaire.longueurs", contexte.le)
    for champ, limite, texte in _textes(contexte):
        maximum = longueurs.entree(limite).entier()
        if texte is not None and len(texte) > maximum:
            yield bloque(
                champ,
                "trop-long",
                f"Ce texte est trop long : {maximum} caractères au plus, ici {len(texte)}.",
            )


def _textes(contexte: Contexte) -> Iterator[tuple[str, str, str | None]]:
    formulaire = contexte.formulaire
    for chemin, personne in contexte.adultes():
        yield from _textes_de_la_personne(chemin, personne)
    for rang, occupant in enumerate(formulaire.occupants):
        yield f"occupants.{rang}.nom", "occupant", occupant.nom
        yield f"occupants.{rang}.prenom", "occupant", occupant.prenom
    if formulaire.logement_actuel is not None:
        for nom in ("bailleur", "hebergeant"):
            yield f"logement_actuel.{nom}", nom, getattr(formulaire.logement_actuel, nom)
    if formulaire.logement_recherche is not None:
        yield "logement_recherche.precision", "precision", formulaire.logement_recherche.precision
    yield "motifs.autre", "autre_motif", formulaire.motifs.autre


def _textes_de_la_personne(chemin: str, personne: Personne) -> Iterator[tuple[str, str, str | None]]:
    for nom in ("nom_naissance", "nom_usage", "prenoms", "email"):
        yield f"{chemin}.{nom}", nom, getattr(personne, nom)
    metier, adresse = personne.situation_professionnelle, personne.adresse
    if metier is not None:
        for nom in ("profession", "employeur"):
            yield f"{chemin}.situation_professionnelle.{nom}", nom, getattr(metier, nom)
    if adresse is not None:
        for nom in ("voie", "hebergeant"):
            yield f"{chemin}.adresse.{nom}", nom, getattr(adresse, nom)
