"""Finds the things of the house by looking at it, so that a new one is checked the day it is born."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import api
import domain


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def classes(package: ModuleType, base: type | None = None) -> set[type]:
    return {
        found
        for module in modules(package)
        for _, found in inspect.getmembers(module, inspect.isclass)
        if found.__module__.startswith(package.__name__)
        and (base is None or (issubclass(found, base) and found is not base))
    }


def domain_classes(base: type | None = None) -> set[type]:
    return classes(domain, base)


def api_classes(base: type | None = None) -> set[type]:
    return classes(api, base)


def leaves(kinds: set[type]) -> set[type]:
    """Those that nothing else specialises."""
    return {kind for kind in kinds if not any(other is not kind and issubclass(other, kind) for other in kinds)}


def routes() -> Iterator[tuple[str, str, Any]]:
    """(contract, "GET /path", route) of the three contracts."""
    from fastapi.routing import APIRoute

    from api.contracts import CONTRACTS

    for contract in CONTRACTS:
        for router in contract.routers():
            for route in router.routes:
                assert isinstance(route, APIRoute)
                for method in sorted(route.methods or ()):
                    yield contract.name, f"{method} {route.path}", route
