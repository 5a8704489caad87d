// What styles can't do for the switches of a page: keep them in its address, so that a link shows
// what its sender saw, and open what hides the place that a link leads to. Without this script
// everything can be read and switched; addresses just don't know.
"use strict";

(() => {
  const switches = [...document.querySelectorAll("[data-view]")];
  const start = "#_view=";

  // Names of the switches that don't stand as the page came: `#_view=no-ic1,origins`.
  function write() {
    const moved = switches.filter((one) => one.checked !== one.defaultChecked);
    const names = moved.map((one) => encodeURIComponent(one.dataset.view)).join(",");
    history.replaceState(null, "", names ? start + names : location.href.split("#")[0]);
  }

  function read() {
    if (!location.hash.startsWith(start)) return;
    const names = location.hash.slice(start.length).split(",").map(decoded);
    for (const one of switches) {
      const moved = names.includes(one.dataset.view);
      if (one.type !== "radio" || moved) one.checked = moved !== one.defaultChecked;
    }
  }

  // An address may hold anything.
  function decoded(name) {
    try {
      return decodeURIComponent(name);
    } catch {
      return name;
    }
  }

  // A place in a table that this screen shows as a list stands there once more, as `data-at`.
  function reveal() {
    const id = decoded(location.hash.slice(1));
    const place = id && document.getElementById(id);
    if (!place) return;
    const twin = document.querySelector(`[data-at="${CSS.escape(id)}"]`);
    const shown = place.offsetParent === null && twin ? twin : place;
    for (let at = shown.parentElement; at; at = at.parentElement) {
      if (at.localName === "details") at.open = true;
    }
    if (shown.offsetParent) shown.scrollIntoView();
  }

  for (const one of switches) one.addEventListener("change", write);
  for (const one of document.querySelectorAll("[type=radio]:not([data-view])")) {
    one.addEventListener("change", write);
  }
  addEventListener("hashchange", () => {
    read();
    reveal();
  });
  read();
  reveal();
})();
