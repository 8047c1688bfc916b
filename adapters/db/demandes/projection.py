"""The flat rows that searches read, written in the transaction of the demande: readers see their own writes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import IntFlag
from typing import Any

from sqlalchemy import Table, Text, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.demandes.tables import mots_recherche, points_de_liste, recherche_demandes, souhaits
from adapters.db.prepared import Prepared
from domain.cotation.departage import PAR_DEFAUT, Classement, cle_de_departage
from domain.demandes.codes import Besoin, CategorieLogement, EtatDemande, Motif, Souhait
from domain.demandes.formulaire import Formulaire, LogementRecherche
from domain.demandes.model import Demande
from domain.demandes.rules.doublons import Identite, cles_de_recherche
from domain.demandes.rules.protection import situation_protegee
from domain.demandes.rules.recherche import besoins_declares, mots_des_besoins, mots_des_personnes
from domain.demandes.synthese import Synthese, nom_affiche, synthese
from domain.kernel.text import cle_de_tri, normaliser_nom


class Drapeau(IntFlag):
    """Yes/no conditions of a candidate, in one small integer of the index."""

    SANS_ASCENSEUR = 1
    REZ_DE_CHAUSSEE = 2
    ADAPTE_HANDICAP = 4
    PARKING = 8
    VERROUILLEE = 16
    APPARTEMENT_SEUL = 32
    MAISON_SEULE = 64
    INSTRUITE = 128
    COUPLE_SEUL = 256
    ASSISTANT_MATERNEL = 512
    HANDICAP = 1024
    ACCOMPAGNEMENT = 2048
    FSL = 4096
    CAUTION = 8192


DRAPEAU_DU_SOUHAIT: Mapping[Souhait, Drapeau] = {
    Souhait.PARKING: Drapeau.PARKING,
    Souhait.REZ_DE_CHAUSSEE: Drapeau.REZ_DE_CHAUSSEE,
    Souhait.SANS_ASCENSEUR: Drapeau.SANS_ASCENSEUR,
    Souhait.ADAPTE_HANDICAP: Drapeau.ADAPTE_HANDICAP,
    Souhait.APPARTEMENT: Drapeau.APPARTEMENT_SEUL,
    Souhait.MAISON: Drapeau.MAISON_SEULE,
}
DRAPEAU_DU_BESOIN: Mapping[Besoin, Drapeau] = {
    Besoin.HANDICAP: Drapeau.HANDICAP,
    Besoin.ACCOMPAGNEMENT: Drapeau.ACCOMPAGNEMENT,
    Besoin.FSL: Drapeau.FSL,
    Besoin.CAUTION: Drapeau.CAUTION,
}


def cles_de_doublon(formulaire: Formulaire, departement: str) -> list[str]:
    """The keys under which every adult is found by those who may be the same person (domain.md 1.9)."""
    return sorted({c for a in formulaire.adultes for c in cles_de_recherche(Identite.de(a), departement)})


def recherche_row(demande: Demande, found: Synthese, modifiee_le: datetime) -> dict[str, Any]:
    f = demande.formulaire
    demandeur, wish, home = f.demandeur, f.logement_recherche, f.logement_actuel
    display = nom_affiche(demandeur)
    return {
        "departement": demande.departement,
        "demande_id": demande.id,
        "etat": demande.etat.value,
        "numero_unique": demande.numero_unique,
        "reference": demande.reference,
        "organisme_id": demande.organisme_id,
        "nom_affiche": display,
        "cle_tri": cle_de_tri(display)[0],
        "cles_doublon": cles_de_doublon(f, demande.departement),
        "ne_le": demandeur.ne_le if demandeur else None,
        "codemandeur": nom_affiche(f.codemandeurs[0]) if f.codemandeurs else None,
        "codemandeur_ne_le": f.codemandeurs[0].ne_le if f.codemandeurs else None,
        "nature": demande.nature.value,
        "situation_familiale": demandeur.situation_familiale.value
        if demandeur and demandeur.situation_familiale
        else None,
        "deposee_le": demande.deposee_le,
        "soumise_le": demande.soumise_le,
        "renouvelee_le": demande.renouvelee_le,
        "expire_le": demande.expire_le,
        "nb_personnes": found.personnes,
        "personnes": found.libelle,
        "uc_dixiemes": int(found.unites_de_consommation * 10),
        "categorie": found.categorie.numero,
        "ressources_mensuelles": found.ressources_mensuelles,
        "rfr": found.rfr,
        "statut_logement": home.statut.value if home else None,
        "commune_actuelle": demande.commune_actuelle,
        "loyer_actuel": home.loyer if home else None,
        "apl_actuelle": home.apl if home else None,
        "motif_principal": f.motifs.codes[0].value if f.motifs.codes else None,
        "typologies": [t.value for t in wish.typologies] if wish else [],
        "communes": list(f.communes),
        "demande_elargie": bool(wish and wish.demande_elargie),
        "loyer_max": wish.loyer_max if wish else None,
        "rez_de_chaussee": bool(wish and wish.rez_de_chaussee),
        "sans_ascenseur": bool(wish and wish.sans_ascenseur),
        "adapte_handicap": bool(wish and wish.adapte_handicap),
        "handicap": any(p.handicap for p in f.personnes),
        "parking": bool(wish and wish.parking),
        "verrouillee": demande.verrou is not None,
        "protegee": demande.protection is not None or situation_protegee(f),
        "modifiee_le": modifiee_le,
    }


def points_row(demande: Demande, classement: Classement | None) -> dict[str, Any]:
    """What lists sort by points: those of the first wished commune that has some."""
    found = classement or _sans_points(demande)
    return {
        "departement": demande.departement,
        "demande_id": demande.id,
        "etat": demande.etat.value,
        "points": classement.points if classement else None,
        "departage": found.departage if found else None,
    }


def _sans_points(demande: Demande) -> Classement | None:
    """Where no grid scores it; nothing for a demande that was never deposited."""
    if demande.deposee_le is None:
        return None
    return Classement(points=0, departage=cle_de_departage(PAR_DEFAUT, demande.deposee_le, demande.numero_unique))


def mots(demande: Demande) -> list[str]:
    """The words that find it: names (« Le Goff » also in one word), dates of birth, phones, the local reference.

    A form still being typed is nobody's to find; who accompanies a protected person finds nobody.
    """
    if demande.etat in (EtatDemande.EN_COURS_DE_SAISIE, EtatDemande.SUPPRIMEE):
        return []
    found = {demande.reference, *mots_des_personnes(demande.formulaire.adultes)}
    if demande.protection is None:
        found |= mots_des_besoins(demande.formulaire)
    for adulte in demande.formulaire.adultes:
        for nom in (adulte.nom_usage, adulte.nom_naissance):
            words = normaliser_nom(nom).lower().split() if nom else []
            found |= {*words, "".join(words)} - {""}
        found |= {*normaliser_nom(adulte.prenoms).lower().split()} if adulte.prenoms else set()
    return sorted(found)


def mot_rows(demande: Demande) -> Sequence[dict[str, Any]]:
    shared = {
        "departement": demande.departement,
        "demande_id": demande.id,
        "etat": demande.etat.value,
        "deposee_le": demande.deposee_le,
    }
    return [{**shared, "mot": mot} for mot in mots(demande)]


EpciOf = Callable[[str], str | None]
"""The SIREN of the EPCI of a commune."""


def souhait_rows(
    demande: Demande, found: Synthese, by_commune: Mapping[str, Classement], epci_of: EpciOf
) -> Sequence[dict[str, Any]]:
    """One row a commune and typology wished, for an active demande; one more an EPCI when the demande is widened."""
    wish = demande.formulaire.logement_recherche
    unscored = _sans_points(demande)
    if demande.etat is not EtatDemande.ACTIVE or wish is None or unscored is None:
        return []
    shared = {
        "departement": demande.departement,
        "demande_id": demande.id,
        "rfr": found.rfr,
        "categorie": found.categorie.numero + found.categorie.supplement,
        "nb_personnes": found.personnes,
        "loyer_max": wish.loyer_max,
        "drapeaux": int(_flags(demande, wish, found)),
        "expire_le": demande.expire_le,
    }
    covered = wish.couvertes
    places = [(rang, c, by_commune.get(c, unscored)) for c, rang in covered.items()]
    if wish.demande_elargie:
        by_epci = {epci: by_commune.get(c, unscored) for c in reversed([*covered]) if (epci := epci_of(c))}
        places += [(0, epci, classement) for epci, classement in by_epci.items()]
    return [
        {
            **shared,
            "commune": place,
            "typologie": typologie.value,
            "rang": rang,
            "points": classement.points,
            "departage": classement.departage,
        }
        for rang, place, classement in places
        for typologie in wish.typologies
    ]


def _flags(demande: Demande, wish: LogementRecherche, found: Synthese) -> Drapeau:
    needs = besoins_declares(demande.formulaire)
    said = {
        **{flag: need in needs for need, flag in DRAPEAU_DU_BESOIN.items()},
        Drapeau.SANS_ASCENSEUR: wish.sans_ascenseur,
        Drapeau.REZ_DE_CHAUSSEE: wish.rez_de_chaussee,
        Drapeau.ADAPTE_HANDICAP: wish.adapte_handicap,
        Drapeau.PARKING: wish.parking,
        Drapeau.VERROUILLEE: demande.verrou is not None,
        Drapeau.APPARTEMENT_SEUL: wish.categorie is CategorieLogement.APPARTEMENT,
        Drapeau.MAISON_SEULE: wish.categorie is CategorieLogement.MAISON,
        Drapeau.COUPLE_SEUL: found.couple and found.personnes == 2,
        Drapeau.ASSISTANT_MATERNEL: Motif.ASSISTANT_MATERNEL in demande.formulaire.motifs.codes,
    }
    flags = Drapeau(0)
    for flag, is_set in said.items():
        flags |= flag if is_set else Drapeau(0)
    return flags


_SOUHAIT = Prepared(insert(souhaits))
_beside_words = ("departement", "demande_id", "etat", "deposee_le")
_ligne = insert(recherche_demandes).values({c.name: bindparam(c.name, type_=c.type) for c in recherche_demandes.c})
_ecrite = (
    _ligne.on_conflict_do_update(
        index_elements=["departement", "demande_id"],
        set_={c.name: _ligne.excluded[c.name] for c in recherche_demandes.c if not c.primary_key},
    )
    .returning(*(recherche_demandes.c[name] for name in _beside_words))
    .cte("ligne")
)
_classees = ("departement", "demande_id", "etat")
_classement = ("points", "departage")
_points = insert(points_de_liste).from_select(
    [*_classees, *_classement],
    select(
        *(_ecrite.c[name] for name in _classees),
        *(bindparam(name, type_=points_de_liste.c[name].type) for name in _classement),
    ),
)
_LIGNE_ET_MOTS = Prepared(
    insert(mots_recherche)
    .from_select(
        [*_beside_words, "mot"],
        select(*(_ecrite.c[name] for name in _beside_words), func.unnest(bindparam("mots", type_=ARRAY(Text)))),
    )
    .add_cte(
        _points.on_conflict_do_update(
            index_elements=["departement", "demande_id"],
            set_={name: _points.excluded[name] for name in ("etat", *_classement)},
        ).cte("points_ecrits")
    )
)
"""The flat row, its points and all its words in one round trip: each row of an `executemany` is one more."""


def _of_demande(table: Table) -> Prepared:
    c = table.c
    return Prepared(delete(table).where(c.departement == bindparam("d"), c.demande_id == bindparam("id")))


_FORMER = (_of_demande(souhaits), _of_demande(mots_recherche))


def projected(
    demande: Demande,
    le: date,
    by_commune: Mapping[str, Classement],
    epci_of: EpciOf,
    modifiee_le: datetime,
    found: Synthese | None = None,
) -> Mapping[Table, Sequence[dict[str, Any]]]:
    """Every row that lets a demande be found: for the seed and for a whole file, as `project` writes them for one."""
    found = found or synthese(demande.formulaire, le, demande.departement)
    first = next((by_commune[c] for c in demande.formulaire.communes if c in by_commune), None)
    return {
        recherche_demandes: [recherche_row(demande, found, modifiee_le)],
        points_de_liste: [points_row(demande, first)],
        souhaits: souhait_rows(demande, found, by_commune, epci_of),
        mots_recherche: mot_rows(demande),
    }


PROJECTIONS = (recherche_demandes, points_de_liste, souhaits, mots_recherche)


async def project(
    session: AsyncSession,
    demande: Demande,
    le: date,
    by_commune: Mapping[str, Classement],
    epci_of: EpciOf,
    modifiee_le: datetime,
    known: bool,
    found: Synthese | None = None,
) -> None:
    """`known`: the demande had rows before this transaction; `found`: its synthese, when it is held already."""
    fresh = projected(demande, le, by_commune, epci_of, modifiee_le, found)
    if known:
        for rows in _FORMER:
            await rows.write(session, {"d": demande.departement, "id": demande.id})
    await _SOUHAIT.write(session, *fresh[souhaits])
    [ligne] = fresh[recherche_demandes]
    [classee] = fresh[points_de_liste]
    written = {
        **ligne,
        **{name: classee[name] for name in _classement},
        "mots": [row["mot"] for row in fresh[mots_recherche]],
    }
    await _LIGNE_ET_MOTS.write(session, written)
