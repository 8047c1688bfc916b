"""Vingt mille paires de personnes étiquetées : la même, ou une autre. Toujours les mêmes, tirées d'une graine.

`python -m tests.domain.demandes.paires` imprime la précision et le rappel de la comparaison, par sorte de paire.
Aucune personne réelle : les noms sont des noms courants, tirés au hasard.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.demandes.codes import Civilite
from domain.demandes.rules.doublons import Force, Identite, cles_de_recherche, comparer

NOMBRE = 20_000
GRAINE = 20_150_323


def _liste(noms: str) -> tuple[str, ...]:
    return tuple(noms.split())


NOMS = _liste("""
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Faure Mercier Blanc
Guerin Boyer Garnier Chevalier Francois Legrand Gauthier Garcia Perrin Robin Clement Morin Nicolas Henry
Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noel Meyer Dufour Meunier Brun
Blanchard Giraud Joly Riviere Lucas Brunet Gaillard Barbier Arnaud Martinez Gerard Roche Renard Schmitt Roy
Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois
Pierre Benoit Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger
Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam
Paris Poirier Marty Aubry Guyot Carre Charles Renault Charpentier Menard Maillard Baron Bertin Bailly Herve
Schneider Fernandez Collet Leger Bouvier Julien Prevost Millet Perrot Daniel Cousin Germain Breton Besson
Langlois Remy Pelletier Leveque Perrier Leblanc Barre Lebrun Marchal Weber Mallet Hamon Boulanger Jacob
Monnier Michaud Rodriguez Guichard Gillet Etienne Grondin Poulain Tessier Chevallier Collin Chauvin Bouchet
Lemaitre Benard Marechal Humbert Reynaud Antoine Hoarau Traore Diallo Benali Haddad Nguyen Kone Ndiaye Cisse
Bamba Mendes Ferreira Rodrigues Yilmaz Demir Kaya Popescu
""")
A_PARTICULE = ("Le Goff", "Le Gall", "Le Bihan", "De Oliveira", "Da Silva", "Ben Salah", "L'Helgouach", "Saint-Marc")
GARCONS = _liste("""
Jean Michel Philippe Alain Patrick Nicolas Christophe Pierre Christian Eric Frederic Laurent Stephane David
Pascal Daniel Julien Gerard Thierry Thomas Olivier Alexandre Sebastien Vincent Maxime Antoine Kevin Romain
Guillaume Benjamin Mathieu Quentin Florian Clement Mamadou Mohamed Ahmed Youssef Ibrahim Erwan Gael Yann Loic
Ludovic
""")
FILLES = _liste("""
Marie Nathalie Isabelle Sylvie Catherine Francoise Martine Christine Monique Valerie Sandrine Veronique Nicole
Stephanie Sophie Anne Celine Chantal Patricia Brigitte Annie Julie Laurence Aurelie Christelle Dominique
Emilie Virginie Corinne Elodie Audrey Camille Caroline Sarah Laura Pauline Fatima Aminata Khadija Soizic
Gwenaelle Enora
""")
ACCENTS = {"Frederic": "Frédéric", "Stephanie": "Stéphanie", "Valerie": "Valérie", "Celine": "Céline", "Eric": "Éric"}

Tirage = random.Random


@dataclass(frozen=True, slots=True)
class Paire:
    sorte: str
    a: Identite
    b: Identite
    meme: bool
    """Vrai quand a et b sont la même personne."""
    meme_nir: bool | None = None


def paires(nombre: int = NOMBRE, graine: int = GRAINE) -> Iterator[Paire]:
    """Pour moitié des personnes différentes, choisies parmi celles que l'on confond."""
    hasard = Tirage(graine)
    sortes = [*_MEMES, *_AUTRES]
    poids = [p for p, _ in _MEMES.values()] + [p for p, _ in _AUTRES.values()]
    for sorte in hasard.choices(sortes, poids, k=nombre):
        if sorte in _MEMES:
            a = personne(hasard)
            yield _nirs(Paire(sorte, a, _MEMES[sorte][1](a, hasard), meme=True), hasard)
        else:
            a, b = _AUTRES[sorte][1](hasard)
            yield _nirs(Paire(sorte, a, b, meme=False), hasard)


def personne(hasard: Tirage, **connus: object) -> Identite:
    femme = hasard.random() < 0.58
    prenoms = [hasard.choice(FILLES if femme else GARCONS)]
    if hasard.random() < 0.35:
        prenoms.append(hasard.choice(FILLES if femme else GARCONS))
    prenom = " ".join(dict.fromkeys(prenoms))
    if hasard.random() < 0.06:
        prenom = f"{prenoms[0]}-{hasard.choice(FILLES if femme else GARCONS)}"
    mariee = femme and hasard.random() < 0.35
    faits: dict[str, object] = {
        "nom_naissance": _nom(hasard),
        "nom_usage": _nom(hasard) if mariee else None,
        "prenoms": ACCENTS.get(prenom, prenom),
        "ne_le": _naissance(hasard),
        "civilite": Civilite.MADAME if femme else Civilite.MONSIEUR,
        "telephone": f"06{hasard.randrange(10**8):08d}",
        "domicile": _domicile(hasard),
        "entourage": frozenset({f"ENFANT|{_naissance(hasard)}"} if hasard.random() < 0.4 else ()),
    }
    return Identite(**(faits | connus))  # type: ignore[arg-type]


def _nom(hasard: Tirage) -> str:
    return hasard.choice(A_PARTICULE) if hasard.random() < 0.08 else hasard.choice(NOMS)


def _naissance(hasard: Tirage) -> date:
    """Qui ne connaît que son année est né un 1er janvier, pour l'état civil."""
    jour = date(1945, 1, 1) + timedelta(days=hasard.randrange(61 * 365))
    return jour.replace(month=1, day=1) if hasard.random() < 0.03 else jour


def _domicile(hasard: Tirage) -> str:
    """Deux cents rues : des inconnus habitent parfois au même numéro."""
    return f"{hasard.randrange(1, 60)} RUE {hasard.randrange(200)}|35238"


def _nirs(paire: Paire, hasard: Tirage) -> Paire:
    """Une fois sur cinq, les deux numéros sont connus : ils disent vrai."""
    return replace(paire, meme_nir=paire.meme) if hasard.random() < 0.2 else paire


# --- La même personne, écrite autrement


def _graphie(a: Identite, hasard: Tirage) -> Identite:
    """Majuscules, accents et traits d'union perdus."""
    sans = str.maketrans("éèêëàâîïôûçÉ", "eeeeaaiioucE")
    return replace(
        a,
        nom_naissance=(a.nom_naissance or "").upper().replace("-", " "),
        prenoms=(a.prenoms or "").translate(sans).upper(),
        telephone=_change_peut_etre(a.telephone, hasard),
        domicile=a.domicile if hasard.random() < 0.5 else _domicile(hasard),
    )


def _un_seul_prenom(a: Identite, hasard: Tirage) -> Identite:
    return replace(a, prenoms=(a.prenoms or "").split()[0], civilite=None)


def _faute_de_nom(a: Identite, hasard: Tirage) -> Identite:
    return replace(a, nom_naissance=faute(a.nom_naissance or "", hasard))


def _faute_de_prenom(a: Identite, hasard: Tirage) -> Identite:
    premier, *suite = (a.prenoms or "").split()
    return replace(a, prenoms=" ".join([faute(premier, hasard), *suite]))


def _deux_fautes(a: Identite, hasard: Tirage) -> Identite:
    """Le nom et le prénom mal écrits ; le téléphone n'a pas changé."""
    return _faute_de_prenom(_faute_de_nom(a, hasard), hasard)


def _inverses(a: Identite, hasard: Tirage) -> Identite:
    return replace(a, nom_naissance=a.prenoms, prenoms=a.nom_naissance, nom_usage=None)


def _nom_de_mariage(a: Identite, hasard: Tirage) -> Identite:
    """Le nom d'usage à la place du nom de naissance, ou ajouté depuis."""
    if a.nom_usage is None:
        return replace(a, nom_usage=_nom(hasard))
    return replace(a, nom_naissance=a.nom_usage, nom_usage=None)


def _autre_nom(a: Identite, hasard: Tirage) -> Identite:
    """Un nom que rien n'annonçait, un autre téléphone ; l'adresse, ou l'enfant, n'a pas changé."""
    reste = a.entourage and hasard.random() < 0.5
    domicile = _domicile(hasard) if reste else a.domicile
    return replace(a, nom_naissance=_nom(hasard), nom_usage=None, telephone=None, domicile=domicile)


def _nom_double(a: Identite, hasard: Tirage) -> Identite:
    autre = a.nom_usage or _nom(hasard)
    return replace(a, nom_naissance=f"{a.nom_naissance}-{autre}", nom_usage=None)


def _date_inversee(a: Identite, hasard: Tirage) -> Identite:
    ne_le = a.ne_le
    assert ne_le is not None
    if ne_le.day > 12:
        return _chiffre_de_date(a, hasard)
    return replace(a, ne_le=date(ne_le.year, ne_le.day, ne_le.month))


def _chiffre_de_date(a: Identite, hasard: Tirage) -> Identite:
    ne_le = a.ne_le
    assert ne_le is not None
    while True:
        texte = list(ne_le.isoformat())
        rang = hasard.choice((3, 6, 9, 9))
        texte[rang] = hasard.choice("0123456789")
        try:
            trouve = date.fromisoformat("".join(texte))
        except ValueError:
            continue
        if trouve != ne_le:
            return replace(a, ne_le=trouve)


def _change_peut_etre(telephone: str | None, hasard: Tirage) -> str | None:
    return telephone if hasard.random() < 0.6 else f"07{hasard.randrange(10**8):08d}"


def faute(mot: str, hasard: Tirage) -> str:
    """Une lettre oubliée, doublée, changée ou déplacée, ailleurs qu'au début."""
    if len(mot) < 4:
        return mot
    rang = hasard.randrange(1, len(mot) - 1)
    avant, lettre, apres = mot[:rang], mot[rang], mot[rang + 1 :]
    return hasard.choice(
        (
            avant + apres,
            avant + lettre + lettre + apres,
            avant + hasard.choice("abcdefghijklmnopqrstuvwxyz") + apres,
            avant + apres[0] + lettre + apres[1:],
        )
    )


# --- Deux personnes que l'on confond


def _jumeaux(hasard: Tirage) -> tuple[Identite, Identite]:
    """Même nom, même jour, même adresse, même téléphone."""
    a = personne(hasard, nom_usage=None)
    toit = {"telephone": a.telephone, "domicile": a.domicile, "entourage": a.entourage}
    b = personne(hasard, nom_naissance=a.nom_naissance, nom_usage=None, ne_le=a.ne_le, **toit)
    return (a, b) if _premier(a) != _premier(b) else _jumeaux(hasard)


def _fratrie(hasard: Tirage) -> tuple[Identite, Identite]:
    a = personne(hasard, nom_usage=None)
    toit = {"telephone": a.telephone, "domicile": a.domicile, "entourage": a.entourage}
    b = personne(hasard, nom_naissance=a.nom_naissance, nom_usage=None, **toit)
    return (a, b) if _premier(a) != _premier(b) and a.ne_le != b.ne_le else _fratrie(hasard)


def _homonymes(hasard: Tirage) -> tuple[Identite, Identite]:
    a = personne(hasard)
    b = replace(personne(hasard), nom_naissance=a.nom_naissance, prenoms=a.prenoms, civilite=a.civilite)
    return (a, b) if a.ne_le != b.ne_le else _homonymes(hasard)


def _parent_et_enfant(hasard: Tirage) -> tuple[Identite, Identite]:
    a = personne(hasard)
    assert a.ne_le is not None
    ne_le = a.ne_le.replace(year=a.ne_le.year + hasard.randrange(18, 40), day=min(a.ne_le.day, 28))
    return a, replace(a, ne_le=ne_le)


def _conjoints(hasard: Tirage) -> tuple[Identite, Identite]:
    a = personne(hasard)
    toit = {"telephone": a.telephone, "domicile": a.domicile, "entourage": a.entourage}
    b = personne(hasard, nom_usage=a.nom_naissance, **toit)
    return (a, b) if a.ne_le != b.ne_le else _conjoints(hasard)


def _nes_le_meme_jour(hasard: Tirage) -> tuple[Identite, Identite]:
    a = personne(hasard)
    b = personne(hasard, ne_le=a.ne_le)
    return (a, b) if a.nom_naissance != b.nom_naissance else _nes_le_meme_jour(hasard)


def _inconnus(hasard: Tirage) -> tuple[Identite, Identite]:
    return personne(hasard), personne(hasard)


def _premier(a: Identite) -> str:
    return (a.prenoms or "").replace("-", " ").split()[0]


_MEMES: dict[str, tuple[int, Callable[[Identite, Tirage], Identite]]] = {
    "même personne, autre graphie": (14, _graphie),
    "même personne, un seul prénom": (8, _un_seul_prenom),
    "même personne, faute dans le nom": (6, _faute_de_nom),
    "même personne, faute dans le prénom": (5, _faute_de_prenom),
    "même personne, deux fautes": (2, _deux_fautes),
    "même personne, nom et prénom inversés": (3, _inverses),
    "même personne, nom de mariage": (5, _nom_de_mariage),
    "même personne, nom double": (2, _nom_double),
    "même personne, autre nom": (2, _autre_nom),
    "même personne, jour et mois inversés": (3, _date_inversee),
    "même personne, un chiffre de la date": (2, _chiffre_de_date),
}
_AUTRES: dict[str, tuple[int, Callable[[Tirage], tuple[Identite, Identite]]]] = {
    "jumeaux": (8, _jumeaux),
    "frère et sœur": (10, _fratrie),
    "homonymes": (10, _homonymes),
    "parent et enfant du même prénom": (4, _parent_et_enfant),
    "conjoints": (4, _conjoints),
    "nés le même jour": (8, _nes_le_meme_jour),
    "inconnus": (6, _inconnus),
}


@dataclass(frozen=True, slots=True)
class Mesure:
    vrais: int
    faux: int
    manques: int

    @property
    def precision(self) -> float:
        return self.vrais / max(1, self.vrais + self.faux)

    @property
    def rappel(self) -> float:
        return self.vrais / max(1, self.vrais + self.manques)


SUGGEREES = frozenset({Force.CERTAINE, Force.FORTE, Force.FAIBLE})
BLOQUANTES = frozenset({Force.CERTAINE, Force.FORTE})
"""Celles qui arrêtent une validation jusqu'à ce qu'un agent dise pourquoi ce n'est pas la même personne."""


def mesurer(retenues: frozenset[Force]) -> tuple[Mesure, Counter[str], Counter[str]]:
    """La mesure, les paires par sorte, et les erreurs par sorte. Ce que les clés ne trouvent pas est manqué."""
    vrais = faux = manques = 0
    toutes: Counter[str] = Counter()
    erreurs: Counter[str] = Counter()
    for paire in paires():
        toutes[paire.sorte] += 1
        force = comparer(paire.a, paire.b, meme_nir=paire.meme_nir).force
        trouvee = paire.meme_nir or bool(cles_de_recherche(paire.a, "35") & cles_de_recherche(paire.b, "35"))
        retenue = trouvee and force in retenues
        vrais += paire.meme and retenue
        faux += retenue and not paire.meme
        manques += paire.meme and not retenue
        erreurs[paire.sorte] += retenue is not paire.meme
    return Mesure(vrais, faux, manques), toutes, erreurs


def imprimer() -> None:
    for titre, retenues in (("montrées à un agent", SUGGEREES), ("qui arrêtent une validation", BLOQUANTES)):
        mesure, toutes, erreurs = mesurer(retenues)
        print(f"Paires {titre} : précision {mesure.precision:.4f}, rappel {mesure.rappel:.4f}")
        for sorte, nombre in sorted(toutes.items()):
            print(f"  {sorte:<40} {nombre:>6} paires, {erreurs[sorte]:>5} erreurs")


if __name__ == "__main__":
    imprimer()
