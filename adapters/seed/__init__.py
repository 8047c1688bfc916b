"""A believable, deterministic territory for demonstrations, tests and benches: `await run(database_url, demandes)`."""

from adapters.seed.chargement import Bilan, run

__all__ = ["Bilan", "run"]
