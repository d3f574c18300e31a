"""Rows of forecast scores: made where forecasts are scored, written beside a run, and read again to be shown."""

from typing import NamedTuple

PROJECTIONS = ("unconditional", "conditional")
"""The model's projections: in the world of the scenario, and in the world that was observed."""
REFERENCES = ("naive", "drift", "ets", "ar1", "asia_pacific", "northeast_asia")
"""Reference forecasts: four from the series' own past; 2019's level times the recovery of a region."""
WEEKS_A_YEAR = 52


class Score(NamedTuple):
    """One forecast of one observed number, in the unit of the results.

    Attributes:
        variable, cell: the series, the cell as text such as ``origin=KOR;purpose=leisure``.
        first, last: first and last day of the period, ISO 8601.
        observed: the observed number.
        forecast: one of :data:`PROJECTIONS` or :data:`REFERENCES`.
        mean, median: of the forecast's members.
        low_50, high_50, low_80, high_80: ends of the 50 % and 80 % bands.
        in_50, in_80: 1 where the band contains the observed number, else 0.
        score_50, score_80: interval scores of the bands.
        crps: continuous ranked probability score.
        pit: probability integral transform, share of 1.
        yearly_change: mean absolute change from one year to the next in the known past, for the period's part of a
            year; nan where no past is known.
    """

    variable: str
    cell: str
    first: str
    last: str
    unit: str
    observed: float
    forecast: str
    mean: float
    median: float
    low_50: float
    high_50: float
    low_80: float
    high_80: float
    in_50: int
    in_80: int
    score_50: float
    score_80: float
    crps: float
    pit: float
    yearly_change: float


class HorizonScore(NamedTuple):
    """One forecast of the past over all series and origins of an indicator at one horizon.

    ``horizon`` is in years and ``cases`` the number of forecasts; errors and scores are shares of the observed number, ``in_50`` and ``in_80`` shares of 1;
    ``skill`` is 1 - CRPS / CRPS of the forecast that repeats the last value, on the same numbers.
    """

    indicator: str
    forecast: str
    horizon: int
    cases: int
    mape: float
    bias: float
    crps: float
    score_80: float
    in_50: float
    in_80: float
    skill: float


class ThreeYearError(NamedTuple):
    """Mean absolute error of the sum of three years ahead over all origins of an indicator, share of the observed sum."""

    indicator: str
    forecast: str
    cases: int
    mape: float


class FarMarket(NamedTuple):
    """When an intercontinental market of Lukou was first flown, and when members of the model first fly it.

    Moments are years with their part (2015.5 is July 2015). ``opened`` is nan where it was not flown to the end of 2019; a
    member that does not fly it has 2020. ``share_2019`` of the members fly it in 2019, ``ended`` of them did and do no more.
    ``load_2019`` is the mean load factor of those that do.
    """

    origin: str
    opened: float
    share_2019: float
    opened_low_80: float
    opened_median: float
    opened_high_80: float
    ended: float
    load_2019: float


class FlightsOfYear(NamedTuple):
    """Intercontinental markets flown at the end of a year, as counted and in the members, and weekly flights of the year."""

    year: int
    markets: int
    markets_low_80: float
    markets_median: float
    markets_high_80: float
    flights_low_80: float
    flights_median: float
    flights_high_80: float


class CountOfAirport(NamedTuple):
    """What was counted at an airport at a time, and in the members of the model.

    ``when`` is a year or a year and month; ``measure`` is ``destinations``, ``destinations_abroad`` (without Hong Kong,
    Macao and Taiwan), ``far_destinations`` (beyond narrow-body aircraft), ``weekly_flights`` (return) or ``passengers_m`` (million
    a year, both ways).
    """

    airport: str
    when: str
    measure: str
    counted: float
    low_80: float
    median: float
    high_80: float
    source: str


class PastSupport(NamedTuple):
    """Support of far flights of Lukou before the closure: a fund on record for some years, and what is assumed of it.

    The fund of ``fund_cny_a_year`` was for ``routes`` from ``first_year`` to ``last_year_on_record`` (``source``);
    ``weekly_flights`` on each of them, and the same amount a flight until ``last_year``, are assumed.
    """

    fund_cny_a_year: float
    routes: int
    weekly_flights: int
    first_year: int
    last_year_on_record: int
    last_year: int
    source: str

    @property
    def cny_per_flight(self) -> float:
        """Support of a return flight, CNY."""
        return self.fund_cny_a_year / (self.routes * self.weekly_flights * WEEKS_A_YEAR)


class LoadOfRoute(NamedTuple):
    """A load factor that was published of a route in a year, and the members', shares of 1."""

    origin: str
    year: int
    counted: float
    low_80: float
    median: float
    high_80: float
    source: str
