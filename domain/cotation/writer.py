"""Writing a grid back as the JSON document it was read from."""

from domain.cotation.conditions import ecrire_fenetre, ecrire_nombre, ecrire_predicat, ecrire_reprise
from domain.cotation.ensembles import Ensemble, Variation
from domain.cotation.grille import (
    Bareme,
    Bloc,
    Critere,
    Cumul,
    Grille,
    HorsCotation,
    ParEvenement,
    ParPas,
    PointsFixes,
    Preuve,
    Tranche,
)
from domain.cotation.predicats import Secteur
from domain.cotation.vocabulary import Arrondi, Departage, ModeDEnsemble, ModeDePreuve, Population

Document = dict[str, object]


def ecrire_grille(grille: Grille) -> Document:
    """Le document d'une grille ; relu, il redonne la même grille."""
    ecrite: Document = {"id": grille.id}
    _si(ecrite, "libelle", grille.libelle_public)
    _si(ecrite, "fictive", grille.fictive or None)
    _si(ecrite, "epci_siren", grille.epci_siren)
    _si(ecrite, "communes_insee", list(grille.communes_insee))
    _si(ecrite, "secteurs", [_secteur(secteur) for secteur in grille.secteurs])
    _si(ecrite, "population", _sauf(grille.population, Population.TOUS))
    if grille.adoption is not None:
        adoption = grille.adoption
        _si(ecrite, "version", adoption.version)
        _si(ecrite, "statut", adoption.statut)
        _si(ecrite, "effet_du", adoption.effet_du and adoption.effet_du.isoformat())
        _si(ecrite, "effet_au", adoption.effet_au and adoption.effet_au.isoformat())
        if adoption.deliberation is not None:
            ecrite["deliberation"] = {
                "date": adoption.deliberation.date.isoformat(),
                "ref": adoption.deliberation.reference,
                **({} if adoption.deliberation.url is None else {"url": adoption.deliberation.url}),
            }
    _si(ecrite, "note_methode_fr", grille.note_methode)
    ecrite["blocs"] = [_bloc(bloc) for bloc in grille.blocs]
    _si(ecrite, "ensembles", [_ensemble(ensemble) for ensemble in grille.ensembles])
    _si(ecrite, "hors_cotation", [_hors_cotation(exclusion) for exclusion in grille.hors_cotation])
    if grille.departage != tuple(Departage):
        ecrite["departage"] = [departage.value for departage in grille.departage]
    _si(ecrite, "arrondi", _sauf(grille.arrondi, Arrondi.PROCHE))
    _si(ecrite, "plafond_total", grille.plafond_total)
    _si(ecrite, "plancher_total", grille.plancher_total)
    return ecrite


def _si(ecrite: Document, cle: str, valeur: object) -> None:
    """Only what the document says: no null, no empty list."""
    if valeur is not None and valeur != []:
        ecrite[cle] = valeur


def _sauf(choix: Population | Arrondi, usuel: Population | Arrondi) -> str | None:
    return None if choix is usuel else choix.value


def _secteur(secteur: Secteur) -> Document:
    return {"code": secteur.code, "libelle": secteur.libelle, "communes": sorted(secteur.communes)}


def _hors_cotation(exclusion: HorsCotation) -> Document:
    ecrite: Document = {"motif": exclusion.motif}
    _si(ecrite, "libelle", exclusion.libelle_public)
    _si(ecrite, "base_legale", exclusion.base_legale)
    ecrite["si"] = ecrire_predicat(exclusion.si)
    return ecrite


def _bloc(bloc: Bloc) -> Document:
    ecrite: Document = {"code": bloc.code}
    _si(ecrite, "libelle", bloc.libelle_public)
    _si(ecrite, "ordre", bloc.ordre or None)
    _si(ecrite, "famille", bloc.famille and bloc.famille.value)
    ecrite["mode"] = bloc.mode.value
    _si(ecrite, "retenus", bloc.retenus)
    _si(ecrite, "coefficient", None if bloc.coefficient == 1 else ecrire_nombre(bloc.coefficient))
    _si(ecrite, "plafond", bloc.plafond)
    _si(ecrite, "plancher", bloc.plancher)
    _si(ecrite, "exclu_si_positif", list(bloc.exclu_si_positif))
    _si(ecrite, "exclu_si", [ecrire_predicat(predicat) for predicat in bloc.exclu_si])
    ecrite["criteres"] = [_critere(critere) for critere in bloc.criteres]
    return ecrite


def _ensemble(ensemble: Ensemble) -> Document:
    ecrit: Document = {"code": ensemble.code}
    _si(ecrit, "libelle", ensemble.libelle_public)
    ecrit["parmi"] = list(ensemble.parmi)
    _si(ecrit, "mode", None if ensemble.mode is ModeDEnsemble.SOMME else ensemble.mode.value)
    _si(ecrit, "variations", [_variation(variation) for variation in ensemble.variations])
    _si(ecrit, "plafond", ensemble.plafond)
    relatif = ensemble.plafond_relatif
    _si(ecrit, "plafond_relatif", relatif and {"bloc": relatif.bloc, "pourcent": relatif.pourcent})
    _si(ecrit, "plancher", ensemble.plancher)
    return ecrit


def _variation(variation: Variation) -> Document:
    ecrite: Document = {}
    _si(ecrite, "libelle", variation.libelle_public)
    return ecrite | {"si": ecrire_predicat(variation.si), "pourcent": variation.pourcent}


def _critere(critere: Critere) -> Document:
    ecrite: Document = {"code": critere.code}
    _si(ecrite, "libelle_public", critere.libelle_public)
    _si(ecrite, "explication_public", critere.explication_public)
    _si(ecrite, "base_legale", critere.base_legale)
    if critere.si is not None:
        ecrite["si"] = ecrire_predicat(critere.si)
    ecrite |= _valeur(critere)
    _si(ecrite, "groupe_exclusif", critere.groupe_exclusif)
    _si(ecrite, "preuve", _preuve(critere.preuve))
    _si(ecrite, "validite_mois", critere.preuve.validite_mois)
    _si(ecrite, "visible_portail", None if critere.visible_portail else False)
    return ecrite


def _preuve(preuve: Preuve) -> object:
    if preuve.role is not None:
        return {"valide_par": preuve.role}
    if preuve.types_pj:
        return {"justifie": list(preuve.types_pj)}
    return None if preuve.mode is ModeDePreuve.AUTOMATIQUE else preuve.mode.value


def _valeur(critere: Critere) -> Document:
    match critere.valeur:
        case PointsFixes(points=points):
            return {"points": points}
        case Bareme(champ=champ, tranches=tranches, repart_de=repart_de):
            bareme = {"champ": champ, "tranches": [_tranche(tranche) for tranche in tranches]}
            return {"bareme": bareme | ecrire_reprise(repart_de)}
        case ParPas() as par:
            ecrit: Document = {
                "champ": par.champ,
                "pas": ecrire_nombre(par.pas),
                "points": ecrire_nombre(par.points),
            }
            _si(ecrit, "franchise", ecrire_nombre(par.franchise) or None)
            _si(ecrit, "plafond", par.plafond)
            return {"par": ecrit | ecrire_reprise(par.repart_de)}
        case ParEvenement(evenement=evenement, points=points, franchise=franchise, max=maximum):
            compte = ecrire_fenetre(evenement) | {"points": points}
            _si(compte, "franchise", franchise or None)
            _si(compte, "max", maximum)
            return {"evenement": compte}
        case Cumul(parmi=parmi, paliers=paliers):
            return {"cumul": {"parmi": list(parmi), "paliers": [[p.au_moins, p.points] for p in paliers]}}


def _tranche(tranche: Tranche) -> list[int | float | None]:
    bornes = [None if borne is None else ecrire_nombre(borne) for borne in (tranche.min, tranche.max)]
    return [*bornes, tranche.points]
