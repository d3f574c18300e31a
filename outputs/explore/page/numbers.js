// Numbers as in the reports: rounded to their uncertainty, with thousands commas and a true minus sign.
const MINUS = "\u2212";

const NEGLIGIBLE = 5e-5; // as in outputs/results/numbers.py
const [LEAST, NEAR] = [0.001, 0.01]; // as in outputs/results/direction.py

/** Whether an effect and the ends of its interval are luck beside a level: on both sides of zero, and all so small. */
function negligible(level, ...values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const size = Math.max(-least, most);
  return least <= 0 && most >= 0 && size > 0 && size < NEGLIGIBLE * Math.abs(level);
}

/** Whether the effect on a part is too small beside its level to be seen, on whichever side of zero: no picture is made of it. */
function tiny([base, , mean, low, high]) {
  return base > 0 && Math.max(Math.abs(mean), Math.abs(low), Math.abs(high)) < NEGLIGIBLE * base;
}

/** Decimals of an effect and its interval: what is negligible beside the level has the decimals of that. */
function effectPlaces(mean, low, high, level) {
  return negligible(level, mean, low, high) ? places(0, 0, level) : places(low, high, mean);
}

/** Decimals that show two digits of the half-width of an interval, and at most four significant digits. */
function places(low, high, ...values) {
  const half = Math.abs(high - low) / 2;
  const largest = Math.max(0, ...[low, high, ...values].filter(Number.isFinite).map(Math.abs));
  if (largest === 0) return 0;
  const most = 3 - Math.floor(Math.log10(largest));
  if (!Number.isFinite(half) || half === 0) return most;
  return Math.min(1 - Math.floor(Math.log10(half)), most);
}

function rounded(value, decimals) {
  if (decimals >= 0) return Number(Math.abs(value).toFixed(Math.min(decimals, 20))) * Math.sign(value);
  const step = 10 ** -decimals;
  return Math.round(value / step) * step;
}

function number(value, decimals = 0, signed = false) {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  const short = rounded(value, decimals);
  const digits = Math.min(Math.max(decimals, 0), 20);
  if (short === 0) return (0).toFixed(digits);
  const text = Math.abs(short).toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (short < 0 ? MINUS : signed ? "+" : "") + text;
}

/** An end of an interval: one that is not zero is never printed as zero. */
function intervalEnd(value, decimals, signed) {
  if (Number.isFinite(value) && value !== 0 && rounded(value, decimals) === 0) {
    decimals = -Math.floor(Math.log10(Math.abs(value)));
  }
  return number(value, decimals, signed);
}

/** The ends of an interval, such as "+62 to +130". */
function span(low, high, decimals, signed = true) {
  return t("span", { low: intervalEnd(low, decimals, signed), high: intervalEnd(high, decimals, signed) });
}

/** A middle with its interval; where all three are printed alike, or all are negligible beside the level, one is enough. */
function spread(mean, low, high, level = 0, signed = true) {
  const decimals = effectPlaces(mean, low, high, level);
  if (negligible(level, mean, low, high)) return "0";
  const middle = (low > 0 || high < 0 ? intervalEnd : number)(mean, decimals, signed); // of a long interval it may round to zero
  const ends = [low, high].map((end) => intervalEnd(end, decimals, signed));
  if (ends[0] === middle && ends[1] === middle) return middle;
  return t("spread", { middle, low: ends[0], high: ends[1] });
}

/** A share as a percentage. */
function percent(share, signed = false) {
  if (share === null || share === undefined || !Number.isFinite(share)) return NONE;
  const hundredths = 100 * share;
  let decimals = Math.abs(hundredths) < 9.95 ? 1 : 0;
  if (Math.abs(hundredths) > 0 && Math.abs(hundredths) < 0.1) decimals = Math.max(2, -Math.floor(Math.log10(Math.abs(hundredths))));
  return number(hundredths, decimals, signed) + (state.lang === "zh" ? "%" : "\u00a0%");
}

/** A number with its unit; Chinese has no blank between them. */
function withUnit(text, unit) {
  return unit ? text + (state.lang === "zh" ? "" : " ") + unit : text;
}

/** Factor and name of the reader's unit of an outcome or a breakdown. */
function unitOf(thing) {
  const [factor, name] = thing.unit[state.lang];
  return { factor, name };
}

/** The mean and ends of a thing's effect over a period under the levers that are on; null where no run tells. */
function answerOf(run, key, period = state.period) {
  const whole = run.outcomes[key].periods[period];
  const outcome = D.outcomes.find((one) => one.key === key);
  const { factor } = unitOf(outcome);
  const chosen = combination(run);
  if (chosen === null) {
    const [mean, low, , , , high] = whole.effect;
    return scaled(whole.counterfactual[0], mean, low, high, whole.up[0], whole.direction, factor, run.members);
  }
  const told = chosen.index < 0 ? null : run.combinations.outcomes[key];
  if (!told || !told.periods[period]) return null;
  const [mean, low, high, up] = told.periods[period][chosen.index];
  const members = run.shares.levers.members;
  const way = mean === 0 && low === 0 && high === 0 ? "nothing" : members === 1 || (low <= 0 && high >= 0) ? "unsettled"
    : low > 0 ? "rise" : "fall";
  return scaled(told.base[period], mean, low, high, up, way, factor, members);
}

function scaled(base, mean, low, high, up, direction, factor, members) {
  const change = base && Math.abs(mean) <= 10 * Math.abs(base) ? mean / base : NaN; // of next to nothing a share says nothing
  const wide = direction === "unsettled" && Math.max(Math.abs(low), Math.abs(high)) >= NEAR * Math.abs(base);
  const slight = direction !== "nothing" && Math.abs(change) < LEAST && !wide; // as outputs/results/direction.py tells it
  return {
    base: base * factor, level: (base + mean) * factor, mean: mean * factor, low: low * factor, high: high * factor,
    up, direction, change, members, clear: (direction === "rise" || direction === "fall") && !slight, slight,
  };
}

/** What is said of a direction. */
function verdict(found) {
  if (found.direction === "nothing") return t("nothing");
  if (found.slight) return t("slight");
  return found.clear ? t(found.direction) : t("unsettled");
}

/** The name of the interval for an ensemble of some size. */
function intervalName(members) {
  return members < 9 ? t("range") : t("interval");
}

/** An effect with its interval, per cent of its counterfactual. */
function percentSpread(mean, low, high, base) {
  if (negligible(base, mean, low, high)) return percent(0);
  return t("spread", { middle: percent(mean / base, true), low: percent(low / base, true), high: percent(high / base, true) });
}

/**
 * The effect on a part in the unit that is chosen: an amount of so many digits, or per cent of the counterfactual where
 * there is any; where per cent is asked for and there is none, the amount with its unit.
 */
function partText(part, unit, digits = 3) {
  const [base, , mean, low, high] = part;
  const small = tiny(part);
  if (state.unit === "percent" && base > 0) return percent(small ? 0 : mean / base, true);
  const most = mean ? digits - 1 - Math.floor(Math.log10(Math.abs(mean))) : 0;
  const text = number(mean, small ? places(0, 0, base) : Math.min(places(low, high, mean), most), true);
  return state.unit === "percent" && mean ? withUnit(text, unit) : text;
}

/** What the ends of an interval are called: few members have a smallest and a largest. */
function endNames(members) {
  return members < 9 ? [t("smallest"), t("largest")] : [t("low"), t("high")];
}

/** What partText tells, as a number; nothing where it cannot be seen. */
function partSize(part) {
  const [base, , mean] = part;
  if (tiny(part)) return 0;
  return state.unit === "percent" && base > 0 ? mean / base : mean;
}

/** A name in the middle of a sentence. */
function inSentence(name) {
  return state.lang === "zh" ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** A month as readers write it. */
function monthName(month) {
  const [year, number_] = month.split("-");
  if (state.lang === "zh") return `${year}年${Number(number_)}月`;
  return new Date(Date.UTC(Number(year), Number(number_) - 1, 1)).toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
}

/** A period as readers write it. */
function periodName(run, period) {
  const months = run.months.slice(...run.periods[period]);
  const ends = [months[0], months[months.length - 1]].map(monthName);
  if (/^\d{4}$/.test(period)) {
    const name = state.lang === "zh" ? `${period}年` : period;
    return months.length === 12 ? name : name + t("some months", { n: months.length });
  }
  return t(period === "total" ? "whole" : period === "common" ? "common" : "first months", { from: ends[0], to: ends[1] });
}
