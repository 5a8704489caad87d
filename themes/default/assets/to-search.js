// The ways to the search from every page: the key `/`, and the field on the page that stands where
// nothing was found. Searching itself is `search.js`, and only its own page loads that.
"use strict";

(() => {
  const link = document.querySelector("a[data-search]");
  if (!link) return;
  const search = (query) => {
    location.href = `${link.href}#q=${encodeURIComponent(query)}`;
  };

  // Who speaks to their computer may type a `/` without wanting to: the search page turns it off.
  const isOff = () => {
    try {
      return localStorage.getItem("rungs-search-key") === "off";
    } catch {
      return false;
    }
  };
  const field = document.querySelector("[data-search-field]");
  if (!isOff()) link.setAttribute("aria-keyshortcuts", "/");
  document.addEventListener("keydown", (event) => {
    const isOther = event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey;
    if (isOther || event.defaultPrevented || event.isComposing || isOff()) return;
    const place = event.target instanceof Element ? event.target : document.body;
    if (place.closest("input:not([type=checkbox], [type=radio]), select, textarea") || place.isContentEditable) return;
    event.preventDefault();
    if (field) field.focus();
    else search("");
  });

  const box = document.querySelector("[data-search-box]");
  if (!box || !field) return;
  box.hidden = false;
  field.value = wanted();
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) search(field.value);
  });

  /** The words of the address that led here: often enough they are what was looked for. */
  function wanted() {
    const site = new URL(".", link.href).pathname;
    const path = location.pathname;
    if (!path.startsWith(site) || path.endsWith("/404.html")) return "";
    try {
      const words = decodeURIComponent(path.slice(site.length)).replace(/\.html?$/, "");
      return words.replace(/^(roles|pages)\//, "").replace(/[-_/\s]+/g, " ").trim();
    } catch {
      return "";
    }
  }
})();
