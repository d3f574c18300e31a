// A sketch and no map: the six zones where they lie to each other, and lines from Lukou towards the origins whose width is
// what each gains. Only directions are true; borders are not drawn.
const TILES = {
  jiangbei: [0, 0, 2, 2], culture_belt: [2, 0, 2, 1], xinjiekou_fuzimiao: [2, 1, 1, 1], software_valley: [2, 2, 1, 1], rest_of_city: [3, 1, 1, 2], lukou: [2, 3, 2, 1],
};

/** A name in one or two lines of a width. */
function wrapped(name, width) {
  if (textWidth(name) <= width) return [name];
  const pieces = name.match(/[\u2e80-\uffff]|[^\u2e80-\uffff\s-]+[\s-]*/g) || [name];
  let first = "";
  while (pieces.length && textWidth(first + pieces[0]) <= width) first += pieces.shift();
  return first ? [first.trim(), cut(pieces.join(""), width)] : [cut(name, width)];
}

function zonesPicture(rows, width, unit) {
  const side = Math.min(width, 540);
  const [w, hgt] = [side / 4, 76];
  const largest = Math.max(...rows.map((row) => Math.abs(row.at[2])), 1e-12);
  return picture(side, hgt * 4 + 10, t("zones say", { unit }),
    s("path", { class: "river", d: `M${w * 0.2},${hgt * 4} C${w * 1.2},${hgt * 3} ${w * 1.7},${hgt * 2.4} ${w * 1.96},${hgt * 1.6} S${w * 2.1},${hgt * 0.2} ${w * 2.4},0` }),
    rows.map((row) => {
      const [cx, cy, cw, ch] = TILES[row.key] || [0, 2, 2, 1];
      const [x, y, tw, th] = [cx * w + 3, cy * hgt + 3, cw * w - 6, ch * hgt - 6];
      const [, , mean, low, high] = row.at;
      const clear = low > 0 || high < 0;
      const wide = (Math.abs(mean) / largest) * (tw - 16);
      return s("g", { class: `zone${clear ? "" : " unclear"}` },
        s("rect", { class: "tile", x, y, width: tw, height: th, rx: 4 }),
        wrapped(row.name, tw - 14).map((part, k) => label(x + 8, y + 17 + 14 * k, part, { class: "rowname" })),
        label(x + 8, y + 50, number(mean, places(low, high, mean), true), { class: "value" }),
        s("rect", { class: mean < 0 ? "part fall" : "part", x: x + 8, y: y + 56, width: Math.max(mean ? 1.5 : 0, wide), height: 8 }),
        s("title", {}, `${row.name}: ${spread(mean, low, high)} ${unit}`));
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
    return { ...one, x: width / 2 + Math.sin(one.angle) * reach * (width / 2 - 62), y: height / 2 - Math.cos(one.angle) * reach * (height / 2 - 22) };
  });
}

function routesPicture(rows, width, unit) {
  const height = Math.min(440, Math.max(onPaper() ? 280 : 320, width * 0.75));
  const largest = Math.max(...rows.map((row) => Math.abs(row.at[2])), 1e-12);
  const [cx, cy] = [width / 2, height / 2];
  return picture(width, height, t("routes say", { unit }),
    lineEnds(rows, width, height).map(({ name, at: [, , mean, low, high], x, y }) => {
      const clear = low > 0 || high < 0;
      const bend = [(cx + x) / 2 - (y - cy) * 0.12, (cy + y) / 2 + (x - cx) * 0.12];
      return s("g", { class: clear ? "route" : "route unclear" },
        s("path", { class: mean < 0 ? "arc fall" : "arc", d: `M${cx},${cy}Q${bend[0]},${bend[1]} ${x},${y}`, "stroke-width": Math.max(0.75, (Math.abs(mean) / largest) * 9) }),
        s("circle", { cx: x, cy: y, r: 2.5 }),
        label(x, y + (y < cy ? -6 : 14), cut(name, 92), { class: "rowname", "text-anchor": x < width * 0.2 ? "start" : x > width * 0.8 ? "end" : "middle" }),
        s("title", {}, `${name}: ${spread(mean, low, high)} ${unit}`));
    }),
    s("circle", { class: "home", cx, cy, r: 6 }), label(cx + 10, cy + 4, t("lukou"), { class: "rowname strong" }));
}

onTab("answer", () => {
  const run = currentRun();
  const zone = breakdown("zone", state.zones);
  const of = unitOf(zone);
  const places = partsOf(run, zone);
  put("zones", h("div", { class: "tools" }, breakdownChoice("zone", "zones", zone)), zonesPicture(places, room("zones"), of.name),
    h("p", { class: "note" }, t("zones note", { unit: of.name })),
    drawer("zones", t("in unit", { what: named(zone), unit: of.name }), [t("zone"), t("counterfactual"), t("scenario"), t("effect"), t("low"), t("high")], places.map((row) => [row.name, ...row.at])));
  const guests = D.breakdowns.find((one) => one.key === "visitors-origin") || breakdown("origin", "");
  const unit = unitOf(guests);
  const flights = run.cells["flights-origin"]?.[state.period];
  const rows = partsOf(run, guests).sort((a, b) => Math.abs(b.at[2]) - Math.abs(a.at[2])).slice(0, 16);
  put("routes", Object.keys(D.places).length ? routesPicture(rows, room("routes"), unit.name) : h("p", {}, t("no places")),
    h("p", { class: "note" }, t("routes note", { unit: unit.name })),
    drawer("routes", t("routes say", { unit: unit.name }), [t("origin"), `${t("effect")}, ${unit.name}`, t("low"), t("high"), t("flights effect")],
      rows.map((row) => [row.name, ...row.at.slice(2), flights ? flights[D.axes.origin.findIndex((word) => word.key === row.key)][2] : null])));
});
