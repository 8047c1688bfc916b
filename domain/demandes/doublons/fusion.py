"""Fusionner deux demandes d'une même personne, et pouvoir les rendre exactement telles qu'elles étaient."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.codes import SorteFusion
from domain.demandes.doublons.errors import FusionImpossible, FusionIrreversible
from domain.demandes.doublons.events import DemandesFusionnees, FusionASuivre, FusionDefaite
from domain.demandes.doublons.model import Dates, Fusion, Fusionnee, Gardee, Suite
from domain.demandes.doublons.recherche import meme_personne
from domain.demandes.liens import Lien, NatureLien
from domain.demandes.model import Demande
from domain.demandes.parametres import PARAMETRES
from domain.demandes.vie.table import ENREGISTREES, FUSIONNABLES
from domain.kernel.calendrier import ajouter_mois, aujourd_hui
from domain.kernel.francais import jour
from domain.kernel.raisons import Raison

E = EtatDemande

GARDABLES = (E.EN_ATTENTE_DE_VALIDATION, E.RETOURNEE, E.ACTIVE)


def numero(demande: Demande) -> str:
    """Comment une demande se nomme : son numéro unique, sinon son numéro de dossier."""
    return demande.numero_unique or demande.reference


def sorte_de(fusionnee: Demande) -> SorteFusion:
    return SorteFusion.FUSION if fusionnee.etat in ENREGISTREES else SorteFusion.RATTACHEMENT


def depot(demande: Demande) -> date | None:
    """Le jour où la demande a été reçue, même si aucun guichet ne l'a encore enregistrée (CCH R441-2-3)."""
    if demande.deposee_le is not None:
        return demande.deposee_le
    return None if demande.soumise_le is None else aujourd_hui(demande.soumise_le)


def raisons_de_ne_pas_fusionner(gardee: Demande, fusionnee: Demande, sections: Sequence[str] = ()) -> Iterator[Raison]:
    """Tout ce qui s'oppose à ce que l'une rejoigne l'autre, quel que soit l'agent."""
    if gardee.etat not in GARDABLES:
        yield Raison(
            code="fusion-gardee-inactive",
            phrase=f"La demande {numero(gardee)} n'est pas active ({gardee.etat.libelle.lower()}) : "
            "rétablissez-la d'abord, ou gardez l'autre.",
            parametres={"etat": gardee.etat.value},
        )
    if fusionnee.etat not in FUSIONNABLES:
        yield Raison(
            code="fusion-fusionnee-inactive",
            phrase=f"La demande {numero(fusionnee)} n'est plus active ({fusionnee.etat.libelle.lower()}) : "
            "il n'y a rien à fusionner.",
            parametres={"etat": fusionnee.etat.value},
        )
    if fusionnee.numero_unique is not None and gardee.numero_unique is None:
        yield Raison(
            code="fusion-numero-perdu",
            phrase="La demande gardée n'a pas encore de numéro unique, l'autre en a un : gardez celle qui l'a.",
        )
    for demande in (gardee, fusionnee):
        if demande.verrou is not None:
            verrou = demande.verrou.opposer()
            yield replace(verrou, phrase=f"Demande {numero(demande)} : {verrou.phrase}")
    if "codemandeurs" not in sections:
        yield from _adultes_perdus(gardee, fusionnee)


def _adultes_perdus(gardee: Demande, fusionnee: Demande) -> Iterator[Raison]:
    """Un codemandeur a les mêmes droits que le demandeur : une fusion ne le fait pas disparaître sans le dire."""
    reconnus = meme_personne(fusionnee.formulaire, gardee.formulaire)
    perdus = [a for a in fusionnee.formulaire.adultes if a.id not in reconnus]
    if len(perdus) == len(fusionnee.formulaire.adultes):
        yield Raison(
            code="fusion-personne-inconnue",
            phrase="Aucun adulte de la demande fusionnée ne se retrouve dans l'autre : ce n'est pas un doublon.",
        )
    elif perdus:
        qui = " et ".join(p.prenoms or "un codemandeur" for p in perdus)
        yield Raison(
            code="fusion-codemandeur-perdu",
            phrase=f"{qui} ne figure pas dans la demande gardée. Reprenez les codemandeurs de l'autre demande, "
            "ou faites d'abord la séparation.",
        )


def fusionner(
    *,
    id: UUID,
    gardee: Demande,
    fusionnee: Demande,
    sections: Sequence[str],
    motif: str,
    par: str,
    organisme: str | None,
    le: datetime,
) -> Fusion:
    """L'une garde la plus ancienne des deux dates de dépôt et la plus longue validité ; l'autre n'est plus active."""
    raisons = tuple(raisons_de_ne_pas_fusionner(gardee, fusionnee, sections))
    if raisons:
        raise FusionImpossible(f"{raisons[0].phrase} Rien n'a été changé.", raisons=raisons)
    sorte, avant = sorte_de(fusionnee), _photo(gardee)
    memoire = Fusionnee(etat=fusionnee.etat, radiee_le=fusionnee.radiee_le, avertissement=fusionnee.avertissement)
    repris = traduire(fusionnee.formulaire, meme_personne(fusionnee.formulaire, gardee.formulaire))
    gardee.formulaire = replace(gardee.formulaire, **{s: getattr(repris, s) for s in sections})
    depots = [d for d in (depot(gardee), depot(fusionnee)) if d is not None]
    if gardee.deposee_le is not None:
        gardee.deposee_le = min(depots)
    gardee.renouvelee_le = _plus_tard(gardee.renouvelee_le, fusionnee.renouvelee_le)
    gardee.expire_le = _plus_tard(gardee.expire_le, fusionnee.expire_le)
    gardee.liens = (*gardee.liens, _lien(fusionnee, NatureLien.FUSION_DE, le))
    fusionnee.rejoindre(_lien(gardee, NatureLien.FUSIONNEE_DANS, le), le=aujourd_hui(le))
    gardee.record(
        DemandesFusionnees(
            departement=gardee.departement,
            aggregate_id=gardee.id,
            occurred_at=le,
            autre_id=fusionnee.id,
            sorte=sorte.value,
            sorte_libelle=sorte.libelle,
            numero_garde=numero(gardee),
            numero_fusionne=numero(fusionnee),
            motif=motif,
        )
    )
    _suivre(fusionnee, le)
    return Fusion(
        departement=gardee.departement,
        id=id,
        gardee_id=gardee.id,
        fusionnee_id=fusionnee.id,
        sorte=sorte,
        motif=motif,
        le=le,
        par=par,
        organisme=organisme,
        avant=avant,
        apres=_photo(gardee),
        fusionnee_avant=memoire,
    )


def raisons_de_ne_pas_defaire(fusion: Fusion, gardee: Demande, le: date) -> Iterator[Raison]:
    """Une fusion se défait tant que rien de définitif n'est arrivé à la demande gardée."""
    if fusion.defaite_le is not None:
        yield Raison(code="fusion-deja-defaite", phrase="Cette fusion a déjà été défaite.")
    limite = annulable_jusqu_au(fusion)
    if le > limite:
        yield Raison(
            code="fusion-trop-ancienne",
            phrase=f"Cette fusion pouvait être défaite jusqu'au {jour(limite)} : "
            "les données de la demande fusionnée ne sont plus gardées.",
            parametres={"jusqu_au": limite.isoformat()},
        )
    if gardee.etat not in GARDABLES:
        yield Raison(
            code="fusion-gardee-inactive",
            phrase=f"La demande gardée n'est plus active ({gardee.etat.libelle.lower()}) : "
            "rétablissez-la avant de défaire la fusion.",
            parametres={"etat": gardee.etat.value},
        )
    if gardee.verrou is not None:
        yield gardee.verrou.opposer()


def annulable_jusqu_au(fusion: Fusion) -> date:
    depuis = aujourd_hui(fusion.le)
    mois = PARAMETRES.a_la_date("doublons.fusion_annulable_mois", depuis, fusion.departement).entier()
    return ajouter_mois(depuis, mois)


def defaire(
    fusion: Fusion, gardee: Demande, fusionnee: Demande, *, motif: str, par: str, le: datetime
) -> tuple[Suite, ...]:
    """Chaque demande redevient ce qu'elle était ; ce que la demande gardée a changé depuis lui reste.

    Rend ce qui doit revenir à la demande fusionnée.
    """
    raisons = tuple(raisons_de_ne_pas_defaire(fusion, gardee, aujourd_hui(le)))
    if raisons:
        raise FusionIrreversible(f"{raisons[0].phrase} Rien n'a été changé.", raisons=raisons)
    _rendre(gardee, fusion)
    etait = fusion.fusionnee_avant
    fusionnee.se_defaire(gardee.id, etat=etait.etat, radiee_le=etait.radiee_le, avertissement=etait.avertissement)
    gardee.liens = tuple(lien for lien in gardee.liens if lien.demande_id != fusionnee.id)
    fusion.defaite_le, fusion.defaite_par, fusion.motif_defaite = le, par, motif
    gardee.record(
        FusionDefaite(
            departement=gardee.departement,
            aggregate_id=gardee.id,
            occurred_at=le,
            autre_id=fusionnee.id,
            numero_garde=numero(gardee),
            numero_fusionne=numero(fusionnee),
            motif=motif,
            fusionnees_le=aujourd_hui(fusion.le),
        )
    )
    _suivre(fusionnee, le)
    return fusion.suites


def _rendre(gardee: Demande, fusion: Fusion) -> None:
    avant, apres = fusion.avant, fusion.apres
    for champ in ("deposee_le", "renouvelee_le", "expire_le"):
        if getattr(gardee, champ) == getattr(apres.dates, champ):
            setattr(gardee, champ, getattr(avant.dates, champ))
    rubriques = {
        section: getattr(avant.formulaire, section)
        for section in avant.formulaire.__dataclass_fields__
        if getattr(gardee.formulaire, section) == getattr(apres.formulaire, section)
    }
    gardee.formulaire = replace(gardee.formulaire, **rubriques)


def traduire(valeur: Any, personnes: Mapping[UUID, UUID]) -> Any:
    """Les mêmes réponses, où chaque personne reconnue porte l'identifiant qu'elle a dans l'autre demande."""
    if isinstance(valeur, UUID):
        return personnes.get(valeur, valeur)
    if isinstance(valeur, tuple):
        return tuple(traduire(v, personnes) for v in valeur)
    if is_dataclass(valeur) and not isinstance(valeur, type):
        return replace(valeur, **{f.name: traduire(getattr(valeur, f.name), personnes) for f in fields(valeur)})
    return valeur


def _photo(demande: Demande) -> Gardee:
    dates = Dates(deposee_le=demande.deposee_le, renouvelee_le=demande.renouvelee_le, expire_le=demande.expire_le)
    return Gardee(dates=dates, formulaire=demande.formulaire)


def _lien(vers: Demande, nature: NatureLien, le: datetime) -> Lien:
    return Lien(demande_id=vers.id, numero=numero(vers), nature=nature, depuis_le=aujourd_hui(le))


def _suivre(demande: Demande, le: datetime) -> None:
    demande.record(FusionASuivre(departement=demande.departement, aggregate_id=demande.id, occurred_at=le))


def _plus_tard(a: date | None, b: date | None) -> date | None:
    return max((d for d in (a, b) if d is not None), default=None)
