"""Carries signed notices: pinned address, no redirect, no proxy, a short patience and a circuit breaker per host."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlsplit

import httpx

from adapters.webhooks.addresses import Resolver, checked, resolve
from domain.echanges.errors import AdresseInterdite
from domain.echanges.ports import Accueil, Reponse

CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 10.0
FAILURES_BEFORE_PAUSE = 5
PAUSE_SECONDS = 30.0
_HTTPS, _HTTP = 443, 80
_GONE = 410


@dataclass
class _Host:
    failures: int = 0
    closed_until: float = 0.0


class FacteurHttp:
    def __init__(
        self,
        *,
        adresses_locales: bool = False,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._local = adresses_locales
        self._resolver = resolver
        self._tls = tls
        self._total = total_seconds
        self._hosts: dict[str, _Host] = {}

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        """Made by the first call: reading the certificates of the world takes half a second."""
        return httpx.AsyncClient(
            verify=self._tls or True,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(self._total, connect=CONNECT_SECONDS),
            # one connection a notice: a kept one would outlive the check of its address
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    @property
    def adresses_locales(self) -> bool:
        return self._local

    async def verifier(self, hote: str) -> None:
        await checked(hote, _HTTPS, local_allowed=self._local, resolver=self._resolver)

    async def porter(self, url: str, corps: bytes, entetes: Mapping[str, str]) -> Reponse:
        netloc = urlsplit(url).netloc
        host = self._hosts.setdefault(netloc, _Host())
        now = time.monotonic()
        if host.closed_until > now:
            return Reponse(
                accueil=Accueil.EN_PAUSE,
                pause=timedelta(seconds=host.closed_until - now),
                cause="l'adresse vient de ne pas répondre plusieurs fois",
            )
        if host.failures >= FAILURES_BEFORE_PAUSE:
            host.closed_until = now + PAUSE_SECONDS  # this call is the probe; the others still wait
        reponse = await self._post(url, netloc, corps, entetes)
        if reponse.accueil is Accueil.MANQUE:
            host.failures += 1
            if host.failures >= FAILURES_BEFORE_PAUSE:
                host.closed_until = time.monotonic() + PAUSE_SECONDS
        else:
            self._hosts.pop(netloc, None)
        return reponse

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()

    async def _post(self, url: str, netloc: str, corps: bytes, entetes: Mapping[str, str]) -> Reponse:
        asked = httpx.URL(url)
        port = asked.port or (_HTTPS if asked.scheme == "https" else _HTTP)
        try:
            async with asyncio.timeout(self._total):
                pinned = await checked(asked.host, port, local_allowed=self._local, resolver=self._resolver)
                request = self._client.build_request(
                    "POST",
                    asked.copy_with(host=pinned),
                    headers={**entetes, "Host": netloc},
                    content=corps,
                    extensions={"sni_hostname": asked.host},
                )
                answer = await self._client.send(request, stream=True)
                await answer.aclose()  # its status is all we want: the body may be endless
        except AdresseInterdite:
            return Reponse(accueil=Accueil.MANQUE, cause="le nom ne mène plus à une machine publique")
        except TimeoutError:
            return Reponse(accueil=Accueil.MANQUE, cause="l'adresse ne répond pas à temps")
        except httpx.HTTPError as error:
            return Reponse(accueil=Accueil.MANQUE, cause=_reason(error))
        return _answered(answer.status_code)


def _answered(statut: int) -> Reponse:
    if 200 <= statut < 300:
        return Reponse(accueil=Accueil.RECU, statut=statut)
    if statut == _GONE:
        return Reponse(accueil=Accueil.FERMEE, statut=statut, cause="l'adresse dit ne plus exister (410)")
    if 300 <= statut < 400:
        cause = f"l'adresse renvoie ailleurs ({statut}), ce qui n'est pas suivi"
    else:
        cause = f"l'adresse répond par une erreur ({statut})"
    return Reponse(accueil=Accueil.MANQUE, statut=statut, cause=cause)


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "l'adresse ne répond pas à temps"
    if isinstance(error, httpx.ConnectError):
        return "la connexion n'a pas pu s'établir"
    return "la connexion a été coupée"
