// What the page shows, and the words in the language of the reader.
const D = JSON.parse(document.getElementById("data").textContent);
const CARD_KEYS = D.cards || [];
const NONE = "–";

/** The text of a key in the reader's language; {name} is replaced by more.name. */
function t(key, more = {}) {
  const pair = D.words[key] || [key, key];
  return pair[state.lang === "zh" ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => String(more[name] ?? ""));
}

/** The name of anything that has one in each language. */
function named(thing) {
  return thing ? thing[state.lang] : "";
}

/** A list of names in one text. */
function listed(names) {
  return names.join(state.lang === "zh" ? "、" : ", ");
}
