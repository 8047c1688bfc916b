"""The counters of Prometheus, summed over the processes of one machine when PROMETHEUS_MULTIPROC_DIR says where."""

import os
from typing import Final

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("fdls_requetes_total", "Requêtes HTTP", ["contrat", "methode", "statut"])
DURATION = Histogram("fdls_requete_secondes", "Durée des requêtes HTTP", ["contrat", "methode"])
REFUSED = Counter("fdls_connexions_refusees_total", "Connexions refusées", ["contrat", "motif"])

_LAST: Final = "mostrecent"
"""Whichever process read it: the whole outbox is in each reading."""
WAITING = Gauge("fdls_livraisons_en_attente", "Livraisons dues et pas encore faites", multiprocess_mode=_LAST)
OLDEST = Gauge("fdls_livraisons_retard_secondes", "Attente de la plus ancienne livraison due", multiprocess_mode=_LAST)
QUARANTINED = Gauge("fdls_livraisons_en_quarantaine", "Livraisons qui ont trop échoué", multiprocess_mode=_LAST)


def every_process() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
