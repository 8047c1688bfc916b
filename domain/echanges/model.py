import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from domain.echanges import events
from domain.echanges.codes import EtatEnvoi, Portee, TypeAvis
from domain.echanges.errors import AccesDejaFerme
from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id
from domain.kernel.raisons import Raison


def acces_ferme(revoque_le: datetime | None) -> Raison | None:
    if revoque_le is None:
        return None
    return Raison(code=AccesDejaFerme.code, phrase="Cet accès est déjà fermé. Ouvrez-en un nouveau s'il le faut.")


@dataclass(eq=False, kw_only=True)
class ClientTiers(Aggregate):
    """L'accès d'un logiciel, pour le compte d'un organisme et dans un département."""

    departement: str
    id: UUID
    organisme_id: UUID
    nom: str
    portees: list[str]
    secret: bytes
    """Condensé : le secret lui-même n'est montré qu'une fois, à sa création."""
    secret_precedent: bytes | None = None
    precedent_jusqu_au: datetime | None = None
    cree_le: datetime
    cree_par: str
    revoque_le: datetime | None = None
    version: int = 1

    @classmethod
    def ouvrir(
        cls,
        *,
        departement: str,
        organisme_id: UUID,
        nom: str,
        portees: Sequence[Portee],
        secret: bytes,
        par: str,
        le: datetime,
    ) -> Self:
        client = cls(
            departement=departement,
            id=new_id(),
            organisme_id=organisme_id,
            nom=nom,
            portees=sorted({p.value for p in portees}),
            secret=secret,
            cree_le=le,
            cree_par=par,
        )
        client.record(events.ClientTiersCree(**client._qui(le), portees=client.portees))
        return client

    @property
    def actif(self) -> bool:
        return self.revoque_le is None

    def reconnait(self, secret: bytes, le: datetime) -> bool:
        """Le secret en cours, ou le précédent tant que dure son chevauchement."""
        if not self.actif:
            return False
        juste = hmac.compare_digest(self.secret, secret)
        if self.secret_precedent is None or self.precedent_jusqu_au is None or self.precedent_jusqu_au <= le:
            return juste
        return hmac.compare_digest(self.secret_precedent, secret) or juste

    def renouveler(self, *, secret: bytes, chevauchement: timedelta, le: datetime) -> None:
        """Un secret neuf remplace l'actuel, qui reste valable quelques jours."""
        self._exiger_actif()
        self.secret_precedent = self.secret
        self.precedent_jusqu_au = le + chevauchement
        self.secret = secret
        self.record(events.SecretRenouvele(**self._qui(le)))

    def revoquer(self, *, le: datetime) -> None:
        """L'accès se ferme aussitôt, jetons en cours compris."""
        self._exiger_actif()
        self.revoque_le = le
        self.record(events.ClientTiersRevoque(**self._qui(le)))

    def _exiger_actif(self) -> None:
        if raison := acces_ferme(self.revoque_le):
            raise AccesDejaFerme(raison.phrase, raisons=[raison])

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.id,
            "occurred_at": le,
            "organisme_id": self.organisme_id,
            "nom": self.nom,
        }


@dataclass(eq=False, kw_only=True)
class AbonnementWebhook(Aggregate):
    """L'adresse où un logiciel veut être averti, et de quoi."""

    departement: str
    id: UUID
    client_id: UUID
    organisme_id: UUID
    client_nom: str
    url: str
    hote: str
    evenements: list[str]
    secret: bytes
    """Chiffré : il signe chaque avis."""
    cree_le: datetime
    arrete_le: datetime | None = None
    motif_arret: str | None = None
    version: int = 1

    @classmethod
    def creer(
        cls,
        *,
        id: UUID,
        client: ClientTiers,
        url: str,
        hote: str,
        evenements: Sequence[TypeAvis],
        secret: bytes,
        le: datetime,
    ) -> Self:
        abonnement = cls(
            departement=client.departement,
            id=id,
            client_id=client.id,
            organisme_id=client.organisme_id,
            client_nom=client.nom,
            url=url,
            hote=hote,
            evenements=sorted({e.value for e in evenements}),
            secret=secret,
            cree_le=le,
        )
        abonnement.record(events.AbonnementCree(**abonnement._qui(le), hote=hote, evenements=abonnement.evenements))
        return abonnement

    @property
    def actif(self) -> bool:
        return self.arrete_le is None

    def arreter(self, *, motif: str, le: datetime) -> bool:
        """Vrai s'il était encore actif : deux échecs simultanés ne l'arrêtent qu'une fois."""
        if not self.actif:
            return False
        self.arrete_le = le
        self.motif_arret = motif
        self.record(events.AbonnementArrete(**self._qui(le), hote=self.hote, motif=motif))
        return True

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.id,
            "occurred_at": le,
            "organisme_id": self.organisme_id,
            "nom": self.client_nom,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Avis:
    """Ce qui s'est passé, à l'usage des logiciels : sans aucune donnée de personne, avec l'adresse où lire la suite.

    Le journal des avis d'un organisme se lit dans l'ordre, sans trou : un logiciel qui a été en panne y rattrape
    ce qu'il a manqué.
    """

    departement: str
    organisme_id: UUID | None
    """Absent, l'avis est public dans le département."""
    type: TypeAvis
    objet_id: UUID
    bien_id: UUID
    le: datetime


@dataclass(eq=False, kw_only=True)
class EnvoiWebhook(Aggregate):
    """Un avis pour un abonné, jusqu'à ce qu'il l'ait reçu."""

    departement: str
    id: UUID
    abonnement_id: UUID
    avis_id: int
    type: str
    corps: str
    """Écrit une fois : chaque essai envoie les mêmes octets."""
    etat: EtatEnvoi = EtatEnvoi.A_ENVOYER
    tentatives: int = 0
    prochain_essai_le: datetime | None = None
    dernier_statut: int | None = None
    cause: str | None = None
    cree_le: datetime
    recu_le: datetime | None = None

    @classmethod
    def preparer(
        cls, *, departement: str, abonnement_id: UUID, avis_id: int, type: TypeAvis, corps: str, le: datetime
    ) -> Self:
        envoi = cls(
            departement=departement,
            id=new_id(),
            abonnement_id=abonnement_id,
            avis_id=avis_id,
            type=type.value,
            corps=corps,
            cree_le=le,
        )
        envoi.record(events.EnvoiPret(departement=departement, aggregate_id=envoi.id, occurred_at=le))
        return envoi

    @property
    def attend(self) -> bool:
        return self.etat is EtatEnvoi.A_ENVOYER

    def noter_reception(self, *, statut: int, le: datetime) -> None:
        self.tentatives += 1
        self.etat = EtatEnvoi.ENVOYE
        self.recu_le = le
        self.dernier_statut = statut
        self.prochain_essai_le = None
        self.cause = None

    def noter_echec(self, *, statut: int | None, cause: str, attentes: Sequence[timedelta], le: datetime) -> bool:
        """Prévoit un nouvel essai ; faux quand il n'en reste plus."""
        self.tentatives += 1
        self.dernier_statut = statut
        self.cause = cause
        if self.tentatives > len(attentes):
            self.abandonner(cause=cause)
            return False
        self._reporter(le + attentes[self.tentatives - 1], le)
        return True

    def patienter(self, *, jusqu_a: datetime, cause: str, le: datetime) -> None:
        """Le serveur vient de manquer pour d'autres : on ne l'appelle pas, et l'essai ne compte pas."""
        self.cause = cause
        self._reporter(jusqu_a, le)

    def abandonner(self, *, cause: str) -> None:
        self.etat = EtatEnvoi.ECHEC
        self.cause = cause
        self.prochain_essai_le = None

    def _reporter(self, a: datetime, le: datetime) -> None:
        self.prochain_essai_le = a
        self.record(
            events.EnvoiARefaire(departement=self.departement, aggregate_id=self.id, occurred_at=le, not_before=a)
        )
