// A sketch and no map: the six zones where they lie to each other, and lines from Lukou towards the origins whose width is
// what each gains. Only directions are true; borders are not drawn.
const TILES = {
  jiangbei: [0, 0, 2, 2], culture_belt: [2, 0, 2, 1], xinjiekou_fuzimiao: [2, 1, 1, 1], software_valley: [2, 2, 1, 1], rest_of_city: [3, 1, 1, 2], lukou: [2, 3, 2, 1],
};

/** A name in as many lines of a width as there may be. */
function wrapped(name, width, lines, size) {
  if (textWidth(name, size) <= width || lines === 1) return [cut(name, width, size)];
  const pieces = name.match(/[\u2e80-\uffff][-·）、]*|[^\u2e80-\uffff\s-]+[\s-]*/g) || [name];
  let first = "";
  while (pieces.length && textWidth((first + pieces[0]).trim(), size) <= width) first += pieces.shift();
  return first ? [first.trim(), ...wrapped(pieces.join(""), width, lines - 1, size)] : [cut(name, width, size)];
}

function zonesPicture(rows, width, unit) {
  const side = Math.min(width, 540);
  const [size, lines, edge] = side < 400 ? [10, 3, 5] : [12, 2, 8];
  const [w, hgt] = [side / 4, 76];
  const largest = Math.max(...rows.map((row) => Math.abs(partSize(row.at))), 1e-12);
  return picture(side, hgt * 4 + 10, t("zones say", { unit: state.unit === "percent" ? t("of base") : unit }),
    s("path", { class: "river", d: `M${w * 0.2},${hgt * 4} C${w * 1.2},${hgt * 3} ${w * 1.7},${hgt * 2.4} ${w * 1.96},${hgt * 1.6} S${w * 2.1},${hgt * 0.2} ${w * 2.4},0` }),
    rows.map((row) => {
      const [cx, cy, cw, ch] = TILES[row.key] || [0, 2, 2, 1];
      const [x, y, tw, th] = [cx * w + 3, cy * hgt + 3, cw * w - 6, ch * hgt - 6];
      const [base, , mean, low, high] = row.at;
      const clear = low > 0 || high < 0;
      const wide = (Math.abs(partSize(row.at)) / largest) * (tw - 16);
      return s("g", { class: `zone${clear ? "" : " unclear"}` },
        s("rect", { class: "tile", x, y, width: tw, height: th, rx: 4 }),
        wrapped(row.name, tw - edge, lines, size).map((part, k) => label(x + edge, y + size + 4 + (size + 2) * k, part, { class: size < 12 ? "rowname small" : "rowname" })),
        label(x + edge, y + 52, partText(row.at, unit), { class: "value" }),
        s("rect", { class: mean < 0 ? "part fall" : "part", x: x + edge, y: y + 57, width: Math.max(partSize(row.at) ? 1.5 : 0, wide), height: 8 }),
        s("title", {}, row.name + t("colon") + withUnit(spread(mean, low, high, base), unit)));
    }));
}

/** The direction of a place from home, radians clockwise from north, and the distance in thousand km. */
function bearing([lat, lon]) {
  const rad = (value) => (value * Math.PI) / 180;
  const [a, b, d] = [rad(D.home[0]), rad(lat), rad(lon - D.home[1])];
  const angle = Math.atan2(Math.sin(d) * Math.cos(b), Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(d));
  const far = 6.371 * Math.acos(Math.min(1, Math.max(-1, Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(d))));
  return [angle, far];
}

/** Ends of the lines: in the true direction, the farther the longer, moved apart where they would touch. */
function lineEnds(rows, width, height) {
  const known = rows.filter((row) => D.places[row.key]).map((row) => {
    const [angle, far] = bearing(D.places[row.key]);
    return { ...row, angle, far };
  }).sort((a, b) => a.angle - b.angle);
  const least = (2 * Math.PI) / Math.max(known.length * 1.6, 12);
  for (let round = 0; round < 60; round += 1) {
    known.forEach((one, k) => {
      const next = known[(k + 1) % known.length];
      const gap = (next.angle - one.angle + (k === known.length - 1 ? 2 * Math.PI : 0));
      if (known.length > 1 && gap < least) {
        one.angle -= (least - gap) / 4;
        next.angle += (least - gap) / 4;
      }
    });
  }
  return known.map((one) => {
    const reach = 0.62 + 0.36 * Math.sqrt(Math.min(one.far, 14) / 14);
    return { ...one, x: width / 2 + Math.sin(one.angle) * reach * (width / 2 - (width < 460 ? 56 : 74)), y: height / 2 - Math.cos(one.angle) * reach * (height / 2 - 26) };
  });
}

/** Where a name may stand beside its point: to the right or left, below or above, straight or aslant, close or a line farther. */
const BESIDE = [
  [7, 4, "start"], [-7, 4, "end"], [0, 15, "middle"], [0, -7, "middle"], [5, 14, "start"], [-5, 14, "end"], [5, -6, "start"], [-5, -6, "end"],
  [0, 28, "middle"], [0, -20, "middle"], [8, 27, "start"], [-8, 27, "end"], [8, -19, "start"], [-8, -19, "end"],
];

/** Where the names of the ends stand: as far out as may be, on no other name and on no point. */
function nameBoxes(ends, width, height) {
  const places = ends.map(({ name, x, y }) => {
    const text = cut(name, 112);
    const size = textWidth(text) * 1.08; // letters differ from one machine to another
    const out = [x - width / 2, y - height / 2].map((one) => one / Math.hypot(x - width / 2, y - height / 2));
    return BESIDE.map(([dx, dy, anchor]) => {
      const left = x + dx - (anchor === "end" ? size : anchor === "middle" ? size / 2 : 0);
      const middle = [left + size / 2 - x, dy - 4];
      const inwards = 1 - (middle[0] * out[0] + middle[1] * out[1]) / Math.hypot(...middle);
      return { text, anchor, x: x + dx, y: y + dy, left, right: left + size, cost: 6 * inwards + Math.hypot(dx, dy) * 0.4 + (left < 1 || left + size > width - 1 || y + dy < 11 || y + dy > height - 3 ? 1e4 : 0) };
    });
  });
  const shared = (one, left, right, top, low) => Math.max(0, Math.min(one.right, right) - Math.max(one.left, left)) * Math.max(0, Math.min(one.y + 3, low) - Math.max(one.y - 11, top));
  const chosen = places.map((some) => some[0]);
  const price = (one, k) => one.cost
    + ends.reduce((sum, { x, y }, m) => sum + (m === k ? 0 : 4 * shared(one, x - 5, x + 5, y - 5, y + 5)), 0)
    + chosen.reduce((sum, other, m) => sum + (m === k ? 0 : 3 * shared(one, other.left - 3, other.right + 3, other.y - 11, other.y + 3)), 0);
  for (let round = 0; round < 6; round += 1) places.forEach((some, k) => {
    chosen[k] = some.reduce((best, one) => (price(one, k) < price(best, k) ? one : best));
  });
  return chosen;
}

/** The direction in which no line leaves home: the middle of the widest gap, radians. */
function freeDirection(ends, cx, cy) {
  const angles = ends.map(({ x, y }) => Math.atan2(y - cy, x - cx)).sort((a, b) => a - b);
  const gaps = angles.map((angle, k) => [(angles[k + 1] ?? angles[0] + 2 * Math.PI) - angle, angle]);
  const [size, from] = gaps.sort((a, b) => b[0] - a[0])[0] || [0, 0];
  return from + size / 2;
}

function routesPicture(rows, width, unit) {
  const height = Math.min(440, Math.max(onPaper() ? 280 : 320, width * 0.75));
  const largest = Math.max(...rows.map((row) => Math.abs(row.at[2])), 1e-12);
  const [cx, cy] = [width / 2, height / 2];
  const ends = lineEnds(rows, width, height);
  const names = nameBoxes(ends, width, height);
  const home = freeDirection(ends, cx, cy);
  const [hx, hy] = [Math.cos(home), Math.sin(home)];
  return picture(width, height, t("routes say", { unit }),
    ends.map(({ name, at, x, y }) => {
      const [base, , mean, low, high] = at;
      const clear = low > 0 || high < 0;
      const bend = [(cx + x) / 2 - (y - cy) * 0.12, (cy + y) / 2 + (x - cx) * 0.12];
      return s("g", { class: clear ? "route" : "route unclear" },
        s("path", { class: mean < 0 ? "arc fall" : "arc", d: `M${cx},${cy}Q${bend[0]},${bend[1]} ${x},${y}`, "stroke-width": Math.max(0.75, (Math.abs(mean) / largest) * 9) }),
        s("circle", { cx: x, cy: y, r: 2.5 }),
        s("title", {}, name + t("colon") + withUnit(spread(mean, low, high, base), unit)));
    }),
    names.map((one) => label(one.x, one.y, one.text, { class: "rowname halo", "text-anchor": one.anchor })),
    s("circle", { class: "home", cx, cy, r: 6 }),
    label(cx + 11 * hx, cy + 16 * hy + 4, t("lukou"), { class: "rowname strong halo", "text-anchor": hx > 0.4 ? "start" : hx < -0.4 ? "end" : "middle" }));
}

onTab("answer", () => {
  const run = currentRun();
  const zone = breakdown("zone", state.zones);
  const of = unitOf(zone);
  const places = partsOf(run, zone);
  put("zones", wholeOnly(run), h("div", { class: "tools" }, breakdownChoice("zone", "zones", zone)), zonesPicture(places, room("zones"), of.name),
    h("p", { class: "note" }, t("zones note", { unit: state.unit === "percent" ? t("of base") : of.name })),
    drawer("zones", t("in unit", { what: named(zone), unit: of.name }), [t("zone"), t("counterfactual"), t("scenario"), t("effect"), ...endNames(run.members)], places.map((row) => [row.name, ...row.at])));
  const guests = D.breakdowns.find((one) => one.key === "visitors-origin") || breakdown("origin", "");
  const unit = unitOf(guests);
  const flights = run.cells["flights-origin"]?.[state.period];
  const rows = partsOf(run, guests).sort((a, b) => Math.abs(b.at[2]) - Math.abs(a.at[2])).slice(0, room("routes") < 460 ? 10 : 16);
  put("routes", wholeOnly(run), Object.keys(D.places).length ? routesPicture(rows, room("routes"), unit.name) : h("p", {}, t("no places")),
    h("p", { class: "note" }, t("routes note", { unit: unit.name })),
    drawer("routes", t("routes say", { unit: unit.name }), [t("origin"), t("in unit", { what: t("effect"), unit: unit.name }), ...endNames(run.members), t("flights effect")],
      rows.map((row) => [row.name, ...row.at.slice(2), flights ? flights[D.axes.origin.findIndex((word) => word.key === row.key)][2] : null])));
});
