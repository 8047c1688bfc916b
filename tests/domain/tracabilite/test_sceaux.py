"""Une journée scellée ne se change plus sans que cela se voie, et l'on dit où."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from domain.tracabilite.codes import Registre
from domain.tracabilite.model import Journee, Sceau
from domain.tracabilite.rules import Rupture, ruptures_de_la_chaine, ruptures_de_la_journee, sceller

LUNDI = date(2026, 11, 23)


def signer(texte: str) -> bytes:
    return sha256(b"cle" + texte.encode()).digest()


def journee(jour: date, **lignes: str) -> Journee:
    """Le registre d'un jour : un texte par numéro de ligne."""
    condenses = [(int(numero[1:]), sha256(texte.encode()).digest()) for numero, texte in sorted(lignes.items())]
    return Journee(
        departement="35",
        registre=Registre.HISTORIQUE,
        jour=jour,
        nombre=len(condenses),
        condense=sha256(b"".join(n.to_bytes(8, "big") + c for n, c in condenses)).digest(),
        lignes=b"".join(n.to_bytes(8, "big") + c[:8] for n, c in condenses),
    )


def chaine(*journees: Journee) -> list[Sceau]:
    sceaux: list[Sceau] = []
    for j in journees:
        sceaux.append(sceller(j, sceaux[-1].valeur if sceaux else None, signer))
    return sceaux


def relire(sceaux: list[Sceau]) -> list[Rupture]:
    veilles = [None, *sceaux[:-1]]
    return [r for s, veille in zip(sceaux, veilles, strict=True) for r in ruptures_de_la_chaine(s, veille, signer)]


def semaine() -> list[Journee]:
    return [journee(LUNDI + timedelta(days=n), l1=f"acte {n}", l2="autre") for n in range(4)]


def test_une_chaine_intacte_ne_dit_rien() -> None:
    journees = semaine()
    sceaux = chaine(*journees)
    assert relire(sceaux) == []
    assert [ruptures_de_la_journee(s, j) for s, j in zip(sceaux, journees, strict=True)] == [[], [], [], []]


def test_une_ligne_modifiee_supprimee_ou_ajoutee_se_nomme() -> None:
    [sceau] = chaine(journee(LUNDI, l1="un", l2="deux", l3="trois"))
    touchee = journee(LUNDI, l1="un", l3="TROIS", l4="quatre")
    phrases = [str(r) for r in ruptures_de_la_journee(sceau, touchee)]
    assert phrases == [
        "35, historique des actes, 2026-11-23 : la ligne 2 a été supprimée.",
        "35, historique des actes, 2026-11-23 : la ligne 4 a été ajoutée après le sceau.",
        "35, historique des actes, 2026-11-23 : la ligne 3 a été modifiée.",
    ]
    assert [r.ligne for r in ruptures_de_la_journee(sceau, touchee)] == [2, 4, 3]


def test_resceller_un_jour_modifie_casse_tous_les_suivants() -> None:
    sceaux = chaine(*semaine())
    refait = sceller(journee(sceaux[1].jour, l1="falsifié", l2="autre"), sceaux[0].valeur, signer)
    phrases = [str(r) for r in relire([sceaux[0], refait, *sceaux[2:]])]
    assert phrases == ["35, historique des actes, 2026-11-25 : le sceau ne suit pas celui de la veille."]


def test_refaire_toute_la_chaine_demande_une_cle_que_la_base_n_a_pas() -> None:
    def sans_la_cle(texte: str) -> bytes:
        return sha256(texte.encode()).digest()

    faux = [sceller(j, None, sans_la_cle) for j in semaine()[:1]]
    assert [r.phrase for r in relire(faux)] == ["la signature du sceau n'est pas celle du fichier."]


def test_un_jour_sans_sceau_se_voit() -> None:
    sceaux = chaine(*semaine())
    assert [r.phrase for r in relire([sceaux[0], *sceaux[2:]])] == ["les sceaux manquent depuis le 2026-11-23."]


def test_un_sceau_dont_on_change_le_nombre_se_voit() -> None:
    [sceau] = chaine(journee(LUNDI, l1="un"))
    assert "le sceau lui-même a été réécrit." in [r.phrase for r in relire([replace(sceau, nombre=0)])]


def test_un_jour_vide_se_scelle_aussi() -> None:
    sceaux = chaine(journee(LUNDI), journee(LUNDI + timedelta(days=1), l1="un"))
    assert relire(sceaux) == []
    assert ruptures_de_la_journee(sceaux[0], journee(LUNDI, l7="glissée"))[0].ligne == 7
