// From numbers to places on a picture.

/** A scale from a range of numbers to a range of pixels. */
function scale(from, to, start, end) {
  const size = to - from || 1;
  const place = (value) => start + ((value - from) / size) * (end - start);
  place.from = from;
  place.to = to;
  return place;
}

/** A scale from zero whose distances are those of square roots, so that small numbers beside large ones can be seen. */
function rootScale(to, start, end) {
  const place = (value) => start + (Math.sqrt(Math.max(value, 0)) / Math.sqrt(to || 1)) * (end - start);
  place.ticks = (about) => {
    const found = [0];
    for (let power = 10 ** Math.ceil(Math.log10(to || 1)); power > (to || 1) / 1000; power /= 10) {
      for (const value of [5 * power, 2 * power, power]) {
        if (value <= to && found.every((other) => Math.abs(place(other) - place(value)) > (end - start) / (about + 1))) found.push(value);
      }
    }
    return found;
  };
  return place;
}

/** The least and the largest of some numbers; with zero where asked. */
function extent(values, zero = false) {
  const known = values.filter((value) => Number.isFinite(value));
  if (zero) known.push(0);
  if (!known.length) return [0, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return low === high ? [low - Math.abs(low || 1) * 0.1, high + Math.abs(high || 1) * 0.1] : [low, high];
}

/** Round numbers for an axis, about as many as asked. */
function ticks(from, to, about = 5) {
  const rough = (to - from) / Math.max(about, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [0.5, 1, 2, 5, 10].map((one) => one * power);
  const found = (step) => {
    const values = [];
    for (let k = Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k += 1) values.push(k * step);
    return { step, values };
  };
  const at = Math.max(1, steps.findIndex((one) => one >= rough));
  const few = found(steps[at]);
  return few.values.length > (about > 3 ? 2 : 1) ? few : found(steps[at - 1]); // one number alone tells no distance
}

/** The lines and numbers of a vertical axis. */
function valueAxis(y, left, right, about = 4, signed = false) {
  const { step, values } = ticks(y.from, y.to, about);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return values.map((value) => [
    s("line", { class: value === 0 ? "zero" : "grid", x1: left, x2: right, y1: y(value), y2: y(value) }),
    label(left - 6, y(value) + 4, number(value, decimals, signed), { class: "tick", "text-anchor": "end" }),
  ]);
}

/** The lines and years of a horizontal axis of months. */
function monthAxis(months, x, top, bottom) {
  const years = months.map((month, k) => [month, k]).filter(([month, k]) => month.endsWith("-01") || k === 0);
  return years.map(([month, k], place) => {
    const next = years[place + 1] ? years[place + 1][1] : months.length - 1;
    if (x(next) - x(k) < 34 && place < years.length - 1) return null;
    return [
      s("line", { class: "grid", x1: x(k), x2: x(k), y1: top, y2: bottom }),
      label(x(k) + 3, bottom + 15, month.slice(0, 4), { class: "tick" }),
    ];
  });
}

/** The path of a line through points; a gap where there is no number. */
function line(points) {
  let pen = "M";
  return points.map(([x, y]) => {
    if (!Number.isFinite(y)) {
      pen = "M";
      return "";
    }
    const told = `${pen}${x.toFixed(1)},${y.toFixed(1)}`;
    pen = "L";
    return told;
  }).join("");
}

/** The path of a band between two lines. */
function band(low, high) {
  return line(low) + line([...high].reverse()).replace("M", "L") + "Z";
}
