"""The statistics of the scores: one statement each, on the photos of the night."""

from adapters.db.cotation.attributions import MesuresDesAttributions
from adapters.db.cotation.mesures_du_stock import MesuresDuStock
from adapters.db.cotation.tension import MesuresDeTension


class SqlStatistiquesDeCotationQueries(MesuresDuStock, MesuresDeTension, MesuresDesAttributions):
    """One room by indicator: the stock, its tension, its attributions."""
