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

/** Where the names of the ends stand: outside of them, and moved up or down until none lies on another. */
function nameBoxes(ends, width, height) {
  const boxes = ends.map(({ name, x, y }) => {
    const text = cut(name, 112);
    const size = textWidth(text);
    const aside = (x - width / 2) / (width / 2);
    const from = aside > 0.3 ? x + 6 : aside < -0.3 ? x - 6 - size : x - size / 2;
    return { text, size, x: Math.max(1, Math.min(width - size - 1, from)), y: Math.abs(aside) > 0.3 ? y + 4 : y + (y < height / 2 ? -7 : 15) };
  });
  for (let round = 0; round < 80; round += 1) {
    for (const one of boxes) {
      for (const other of boxes) {
        const short = 14 - Math.abs(one.y - other.y);
        if (one === other || short <= 0 || one.x > other.x + other.size + 4 || other.x > one.x + one.size + 4) continue;
        const [upper, lower] = one.y < other.y || (one.y === other.y && one.x < other.x) ? [one, other] : [other, one];
        upper.y -= short / 2;
        lower.y += short / 2;
      }
      one.y = Math.max(11, Math.min(height - 3, one.y));
    }
  }
  return boxes;
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
    names.map((one) => label(one.x, one.y, one.text, { class: "rowname halo" })),
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
