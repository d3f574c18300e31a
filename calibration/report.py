"""What a fit found, as plain tables: the targets met or missed, the parameters learnt or not, the draws to ship."""

from pathlib import Path

import numpy as np

from calibration.coverage import INTERVALS, Coverage
from calibration.drawn_numbers import Moved, moving
from calibration.fit import Fit
from calibration.fit_points import coordinates, names, values
from calibration.power_scaling import power_scaling
from calibration.predictive import checks
from calibration.targets import errors, targets
from common.files import write_csv, write_text
from model import posterior
from model.parameters import declared

FOLDER = Path(__file__).parent / "data"
BANDS = (0.1, 0.5, 0.9)
LEARNT = 0.2
"""Share of the prior's variance that the data must take away for a parameter to be called learnt."""

Row = dict[str, object]


def target_rows(fit: Fit) -> list[Row]:
    """Return one row per target: counted, and medians and 80 % bands of real runs of prior and posterior, in its unit.

    ``distance`` is the posterior's mean less what was counted, in standard deviations of both. Targets that are only
    checked, or were left out of this fit, have rows too; ``use`` tells them.
    """
    found, chosen = targets(), {target.id: place for place, target in enumerate(fit.learnt.chosen)}
    waves = {"prior": fit.prior.moments(found), "posterior": fit.posterior.moments(found)}
    error = errors(found)
    best, rows = fit.at_best.moments(found)[0], []
    for place, target in enumerate(found):
        row: Row = {"id": target.id, "en": target.en, "zh": target.zh, "unit": target.unit, "counted": target.value}
        row["error"] = float(error[place])
        for name, moments in waves.items():
            low, mid, high = np.exp(np.quantile(moments[:, place], BANDS))
            row |= {f"{name}_low": float(low), f"{name}_median": float(mid), f"{name}_high": float(high)}
        gap = waves["posterior"][:, place].mean() - np.log(target.value)
        row["distance"] = float(gap / np.hypot(error[place], waves["posterior"][:, place].std()))
        fitted = chosen.get(target.id)
        row["surface_explains"] = "" if fitted is None else float(fit.learnt.surface.explained[fitted])
        row["best"] = float(np.exp(best[place] + (0 if fitted is None else fit.learnt.luck.offset[fitted])))
        row["use"] = "check" if fitted is None else "fit"
        rows.append(row)
    return rows


def parameter_rows(fit: Fit, coverage: Coverage | None = None) -> list[Row]:
    """Return one row per calibrated parameter: prior, posterior, what was learnt (1 - variance / prior variance), its driver.

    For sensitivities and driver see :mod:`calibration.power_scaling`.
    """
    drawn, best = values(fit.scores), values(fit.best)[0]
    scaled = power_scaling(fit.scores, fit.learnt.worth)
    drivers = scaled.driven_by()
    uniform = None if coverage is None else coverage.uniform()  # of all parameters: not once for each row
    rows = []
    for place, name in enumerate(names()):
        parameter = declared()[name]
        prior = [parameter.draw(q) for q in BANDS]
        low, mid, high = np.quantile(drawn[:, place], BANDS)
        row: Row = {"name": name, "en": parameter.en, "zh": parameter.zh, "unit": parameter.unit}
        row |= dict(zip(("prior_low", "prior_median", "prior_high"), prior, strict=True))
        row |= {"posterior_low": float(low), "posterior_median": float(mid), "posterior_high": float(high)}
        row["best"] = float(best[place])
        row["learnt"] = float(max(0.0, 1 - fit.scores[:, place].var()))
        row["prior_sensitivity"], row["data_sensitivity"] = float(scaled.prior[place]), float(scaled.data[place])
        row["driven_by"] = drivers[place]
        if coverage is not None and uniform is not None:
            for interval in INTERVALS:
                row[f"holds_{interval:.0%}".replace("%", "")] = float(coverage.held(interval)[place])
            row["ranks_p"] = float(uniform[place])
            row["sharpness"] = float(coverage.sharpness()[place])
        rows.append(row)
    return rows


def check_rows(fit: Fit) -> list[Row]:
    """Return one row per class of fitted targets: the chance of figures as far off as those counted."""
    chosen = fit.learnt.chosen
    return [check._asdict() for check in checks(chosen, fit.prior.moments(chosen), fit.posterior.moments(chosen))]


def drawn_rows(fit: Fit) -> list[Row]:
    """Return one row per drawn number that moves a target beyond chance though it is not fitted."""
    wave, learnt = fit.candidates, fit.learnt
    return [moved._asdict() for moved in moving(wave, coordinates(wave.scores), learnt.surface, learnt.chosen)]


def shipped(fit: Fit, draws: int = posterior.DRAWS) -> np.ndarray:
    """Return evenly taken posterior draws as parameter values, (draws, parameters), inside the declared ranges."""
    places = np.linspace(0, len(fit.scores) - 1, min(draws, len(fit.scores))).round().astype(int)
    return values(fit.scores[places])


def write_rows(path: Path, rows: list[Row]) -> None:
    """Write a table as CSV, numbers with six significant digits; every row has the columns of the first."""
    header = list(rows[0] if rows else Moved._fields)  # only the drawn numbers may be none
    write_csv(path, header, ([_told(row[column]) for column in header] for row in rows))


def _told(value: object) -> object:
    return f"{value:.6g}" if isinstance(value, float) else value


def write_posterior(fit: Fit, path: Path) -> None:
    """Write draws, and the priors that they were fitted under, in the form in which ``simulate`` takes members from them."""
    write_text(path, posterior.posterior_text(names(), shipped(fit)))


def coverage_rows(coverage: Coverage) -> list[Row]:
    """Return one row per synthetic city and parameter: rank of the truth; width and error in prior deviations."""
    return [
        {
            "city": city,
            "name": name,
            "rank": float(coverage.ranks[city, place]),
            "width": float(coverage.width[city, place]),
            "error": float(coverage.error[city, place]),
        }
        for city in range(len(coverage.ranks))
        for place, name in enumerate(names())
    ]


def adopt(fit: Fit, tables: dict[str, list[Row]]) -> None:
    """Make the fit the one that ships: the posterior as the model's data, its tables, by file name, beside the targets."""
    write_posterior(fit, posterior.FILE)
    for name, rows in tables.items():
        write_rows(FOLDER / f"{name}.csv", rows)
