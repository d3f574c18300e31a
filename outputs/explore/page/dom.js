// Elements made from data: texts are set as text, never read as markup.
const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    const told = name.startsWith("aria-"); // there, false is a value like any other
    if (value === null || value === undefined || (value === false && !told)) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true && !told ? "" : String(value));
  }
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/** An HTML element. */
function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A picture of a size in pixels, named for those who cannot see it. */
function picture(width, height, label, ...children) {
  return s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label }, ...children);
}

/** A short text in a picture. */
function label(x, y, text, attributes = {}) {
  return s("text", { x, y, ...attributes }, text);
}

/** A choice of one among some, as [value, text] pairs. */
function select(name, text, options, value, chosen) {
  const list = h("select", { id: `choose-${name}`, onchange: (event) => chosen(event.target.value) },
    options.map(([key, told]) => h("option", { value: key, selected: key === value }, told)));
  return h("label", { class: "choice", for: `choose-${name}` }, h("span", {}, text), list);
}

/** Buttons of which one is pressed. */
function toggle(name, text, options, value, chosen) {
  return h("div", { class: "toggle", role: "group", "aria-label": text },
    options.map(([key, told]) => h("button", {
      type: "button", id: `${name}-${key}`, "aria-pressed": key === value, onclick: () => chosen(key),
    }, told)));
}

/** Put new content into a part of the page; what had the focus has it again, found by its id. */
function put(id, ...children) {
  const place = document.getElementById(id);
  if (!place) return null;
  const held = place.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...place.querySelectorAll("details[open]")].map((one) => one.id);
  place.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  for (const one of open) document.getElementById(one)?.setAttribute("open", "");
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
  return place;
}

/** Mark the section of a part that has nothing to show yet: paper leaves it out. */
function lacking(id, nothing) {
  document.getElementById(id).parentElement.classList.toggle("lacking", nothing);
}

/** Whether the page is being drawn for paper. */
function onPaper() {
  return document.documentElement.classList.contains("paper");
}

/** The room for a picture in a part of the page, in pixels. */
function room(id, least = 280) {
  const place = document.getElementById(id);
  return Math.max(least, Math.floor(place ? place.clientWidth : least));
}

/** Join neighbours with a word's width in mind: about how wide a text is at a size. */
function textWidth(text, size = 12) {
  let width = 0;
  for (const sign of String(text)) width += sign.codePointAt(0) > 0x2e80 ? size : size * 0.56;
  return width;
}

/** A text cut to a width, with an ellipsis. */
function cut(text, width, size = 12) {
  let short = String(text);
  if (textWidth(short, size) <= width) return short;
  while (short.length > 1 && textWidth(short + "…", size) > width) short = [...short].slice(0, -1).join("");
  return short + "…";
}
