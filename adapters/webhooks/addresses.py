"""Which machines a webhook may reach: public ones, whatever name or notation leads to them."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence

from domain.echanges.errors import AdresseInterdite

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_REFUSAL = (
    "Cette adresse ne mène pas à une machine publique, ou son nom est inconnu. "
    "Donnez un nom joignable depuis Internet. Rien n'a été enregistré."
)


async def resolve(host: str, port: int) -> Sequence[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: IpAddress) -> bool:
    """An IPv4 address wrapped in an IPv6 one is judged by what it wraps."""
    inner = _unwrapped(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _unwrapped(address: IpAddress) -> IpAddress | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


async def checked(host: str, port: int, *, local_allowed: bool, resolver: Resolver = resolve) -> str:
    """The address to connect to, resolved once: a name that changes its mind afterwards changes nothing."""
    addresses = [ipaddress.ip_address(a.partition("%")[0]) for a in await resolver(host, port)]
    if not addresses or not all(is_public(a) or (local_allowed and a.is_loopback) for a in addresses):
        raise AdresseInterdite(_REFUSAL)
    return str(addresses[0])
