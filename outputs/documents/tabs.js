// A page of tabs in two languages: one of each is shown; without scripts all of them are. The address keeps what is chosen.
"use strict";
const articles = [...document.querySelectorAll("[data-lang]")];
const names = [...articles[0].querySelectorAll("[data-tab]")].map((button) => button.dataset.tab);
const chosen = { lang: document.documentElement.lang === "en" ? "en" : "zh", tab: names[0] };

function take(address) {
  const told = new URLSearchParams(address);
  if (["zh", "en"].includes(told.get("lang"))) chosen.lang = told.get("lang");
  if (names.includes(told.get("tab"))) chosen.tab = told.get("tab");
}

function show() {
  document.documentElement.lang = chosen.lang === "zh" ? "zh-Hans" : "en";
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.setAttribute("aria-pressed", String(button.dataset.choose === chosen.lang));
  }
  for (const article of articles) {
    article.hidden = article.dataset.lang !== chosen.lang;
    if (!article.hidden) document.title = article.querySelector("h1").textContent;
    for (const panel of article.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== chosen.tab;
    for (const button of article.querySelectorAll("[data-tab]")) {
      const here = button.dataset.tab === chosen.tab;
      button.setAttribute("aria-selected", String(here));
      button.tabIndex = here ? 0 : -1;
    }
  }
}

function choose(changes) {
  Object.assign(chosen, changes);
  try {
    history.replaceState(null, "", "#" + new URLSearchParams(chosen));
  } catch {
    // a frame without an address of its own
  }
  show();
  dispatchEvent(new Event("resize")); // tables that were hidden are measured now
}

for (const button of document.querySelectorAll("[data-choose]")) {
  button.addEventListener("click", () => choose({ lang: button.dataset.choose }));
}
for (const button of document.querySelectorAll("[data-tab]")) {
  button.addEventListener("click", () => choose({ tab: button.dataset.tab }));
  button.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    choose({ tab: names[(names.indexOf(chosen.tab) + step + names.length) % names.length] });
    document.getElementById(`${chosen.lang}-tab-${chosen.tab}`).focus();
  });
}
addEventListener("hashchange", () => {
  take(location.hash.slice(1));
  show();
});
for (const part of document.querySelectorAll(".languages, .tabs")) part.hidden = false;
take(location.hash.slice(1));
show();
