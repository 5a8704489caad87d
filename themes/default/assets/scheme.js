// Light or dark: the button that chooses, beside what the system says.
//
// The choice is an attribute of the root, kept in this browser only. Without this script the
// button stays hidden. It is asked for before the stylesheets and blocks nothing: the choice is
// known before anything is drawn.
"use strict";

(() => {
  const key = "rungs-scheme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  // Storage throws where a browser forbids it: the choice then holds for this page.
  const keep = (scheme) => {
    try {
      if (scheme) localStorage.setItem(key, scheme);
      else localStorage.removeItem(key);
    } catch {}
  };
  const kept = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const ofSystem = () => (system.matches ? "dark" : "light");
  const shown = () => root.dataset.scheme ?? ofSystem();
  const show = (scheme) => {
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };
  show(kept());

  const start = () => {
    const button = document.querySelector(".scheme");
    if (!button) return;
    const tell = () => button.setAttribute("aria-pressed", String(shown() === "dark"));
    button.addEventListener("click", () => {
      const next = shown() === "dark" ? "light" : "dark";
      // Who chooses what the system says goes with the system again.
      const chosen = next === ofSystem() ? null : next;
      show(chosen);
      keep(chosen);
      tell();
    });
    system.addEventListener("change", tell);
    // Another tab, or this page brought back by the browser's back button.
    const again = () => {
      show(kept());
      tell();
    };
    addEventListener("storage", again);
    addEventListener("pageshow", (event) => event.persisted && again());
    tell();
    button.hidden = false;
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
