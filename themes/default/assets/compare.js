// The page that compares any two levels: chooses them, loads the roles asked for and no others, and
// keeps the choice in the address, `compare.html#a=security-engineer/ic3&b=software-engineer/ic4`.
// An address names content and never a person.
"use strict";

(() => {
  const { draw, end, h, word } = globalThis.rungsStep;
  const at = (id) => document.getElementById(`_${id}`);
  const [status, result, heading] = [at("status"), at("result"), at("title")];
  const [ownHeading, ownTitle] = [heading.textContent, document.title];

  /** Both sides as they stand: ids, and what is wrong with them. */
  const choice = { a: { role: "", level: "", problem: "" }, b: { role: "", level: "", problem: "" } };
  const sides = Object.entries(choice);
  /** Whether all that is expected is shown, and not what is new. */
  let isWhole = false;
  const field = (side, name) => at(`${side}-${name}`);

  // ---- the roles' data --------------------------------------------------------------------------

  const loads = new Map();
  const optionOf = (id) => [...field("a", "role").options].find((one) => one.value === id);
  const loaded = (id) => {
    const roles = globalThis.rungsRoles;
    return roles && Object.hasOwn(roles, id) ? roles[id] : undefined;
  };

  /** A role's data, once it is there; `undefined` if it can't be had. A failure is tried again. */
  function load(id) {
    if (!loads.has(id)) {
      const script = h("script", { src: optionOf(id).dataset.data });
      const done = new Promise((resolve) => {
        script.addEventListener("load", () => resolve(loaded(id)));
        script.addEventListener("error", () => resolve(undefined));
      });
      loads.set(id, done.then((role) => {
        if (!role) loads.delete(id);
        script.remove();
        return role;
      }));
      document.head.append(script);
    }
    return loads.get(id);
  }

  // ---- the address ------------------------------------------------------------------------------

  /** An old id stands for the one that replaced it. */
  function currentId(id) {
    const options = [...field("a", "role").options];
    const found = options.find(({ value, dataset }) => value === id || dataset.replaces?.split(" ").includes(id));
    return found?.value;
  }

  /** Takes the choice from the address. Says whether it is another one. */
  function read() {
    const address = new URLSearchParams(location.hash.slice(1));
    const before = addressOf();
    for (const [side, one] of sides) {
      const [id = "", level = ""] = (address.get(side) ?? "").split("/");
      const role = id === "" ? "" : currentId(id);
      const problem = role === undefined ? word("compare_script.unknown_role", { id }) : "";
      Object.assign(one, { role: role ?? "", level: role ? level : "", problem });
    }
    isWhole = address.get("view") === "all";
    // Most often another level of the same role is wanted.
    if (choice.a.role && !address.has("b")) choice.b.role = choice.a.role;
    return before !== addressOf() || sides.some(([, one]) => one.problem);
  }

  /** The address of the choice, and of a place on the page. */
  function addressOf(place) {
    const parts = sides.filter(([, one]) => one.role).map(([side, { role, level }]) => `${side}=${[role, level].filter(Boolean).join("/")}`);
    if (isWhole) parts.push("view=all");
    if (place) parts.push(`at=${place}`);
    return `#${parts.join("&")}`;
  }

  /** The address follows the choice; going back leads to the page before, not through all choices. */
  function write() {
    history.replaceState(null, "", addressOf());
  }

  // ---- showing ----------------------------------------------------------------------------------

  /** Lists the levels of a side's role, and finds what is wrong with its level. */
  function levels(side, one, role) {
    const select = field(side, "level");
    const options = (role?.levels ?? []).map(({ id, name, title }) => h("option", { value: id }, `${name} ${title}`));
    select.replaceChildren(h("option", { value: "" }, word("compare_script.choose_level")), ...options);
    select.disabled = options.length === 0;
    if (role && one.level && !role.levels.some(({ id }) => id === one.level)) {
      one.problem = word("compare_script.unknown_level", { role: role.title, id: one.level });
      one.level = "";
    }
    select.value = one.level;
    const place = role?.levels.findIndex(({ id }) => id === one.level) ?? -1;
    return place < 0 ? undefined : [role, place];
  }

  function problem(side, one) {
    const text = field(side, "problem");
    text.textContent = one.problem;
    text.hidden = one.problem === "";
    for (const name of ["role", "level"]) {
      if (one.problem) field(side, name).setAttribute("aria-describedby", text.id);
      else field(side, name).removeAttribute("aria-describedby");
    }
  }

  function say(sentence) {
    if (status.textContent !== sentence) status.textContent = sentence;
  }

  function nothing(sentence, ...rest) {
    heading.textContent = ownHeading;
    document.title = ownTitle;
    result.replaceChildren(...rest);
    say(sentence);
  }

  let asked = 0;

  /** Shows the choice; of two calls the later one wins, however long the first one loads. */
  async function show() {
    asked += 1;
    const own = asked;
    const waiting = setTimeout(() => {
      const late = sides.map(([, { role }]) => role).find((role) => role && !loaded(role));
      if (own === asked && late) say(word("compare_script.loading", { role: optionOf(late).textContent }));
    }, 300);
    const roles = await Promise.all(sides.map(([, { role }]) => role && load(role)));
    clearTimeout(waiting);
    if (own !== asked) return;
    const [from, to] = sides.map(([side, one], place) => {
      field(side, "role").value = one.role;
      const found = levels(side, one, roles[place] || undefined);
      field(side, "end").replaceChildren(...(found ? end(found) : []).filter(Boolean));
      problem(side, one);
      return found;
    });
    at("swap").disabled = !from && !to;
    const lost = sides.map(([, { role }]) => role).filter((role, place) => role && !roles[place]);
    if (lost.length > 0) failed(lost[0]);
    else if (sides.some(([, one]) => one.problem)) nothing(word("compare_script.not_here"));
    else if (!from && !to) nothing(word("compare_script.choose_both"));
    else if (!from || !to) nothing(word("compare_script.choose_other", { level: nameOf(from ?? to) }));
    else if (from[0] === to[0] && from[1] === to[1]) nothing(word("compare_script.same_level"));
    else both(from, to);
  }

  const nameOf = ([role, place]) => `${role.levels[place].name} ${role.title}`;

  function failed(role) {
    const option = optionOf(role);
    const again = h("button", { type: "button" }, word("compare_script.again"));
    again.addEventListener("click", show);
    nothing(word("compare_script.failed", { role: option.textContent, file: option.dataset.data }), h("p", {}, again));
  }

  function both(from, to) {
    const drawn = draw(from, to, addressOf);
    heading.replaceChildren(...drawn.title);
    document.title = `${heading.textContent} · ${ownTitle}`;
    result.replaceChildren(...drawn.result);
    for (const view of result.querySelectorAll("[name=view]")) {
      view.checked = (view.id === "_all") === isWhole;
      view.addEventListener("change", viewed);
    }
    at("steps").open = false;
    say(drawn.sentence);
  }

  function viewed({ target }) {
    isWhole = target.id === "_all";
    write();
  }

  /** Goes to the place that the address names, if it names one. */
  function go() {
    const place = document.getElementById(new URLSearchParams(location.hash.slice(1)).get("at"));
    if (!place || !result.contains(place)) return;
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  }

  // ---- choosing ---------------------------------------------------------------------------------

  function chosen() {
    for (const [, one] of sides) one.problem = "";
    write();
    show();
  }

  for (const [side, one] of sides) {
    field(side, "role").append(at("roles").content.cloneNode(true));
    field(side, "role").addEventListener("change", async ({ target }) => {
      one.role = target.value;
      // The level of the same name, if that role has it.
      const role = one.role ? await load(one.role) : undefined;
      if (!role?.levels.some(({ id }) => id === one.level)) one.level = "";
      chosen();
    });
    field(side, "level").addEventListener("change", ({ target }) => {
      one.level = target.value;
      chosen();
    });
  }

  at("swap").addEventListener("click", () => {
    const { role, level } = choice.a;
    Object.assign(choice.a, { role: choice.b.role, level: choice.b.level });
    Object.assign(choice.b, { role, level });
    chosen();
  });

  addEventListener("hashchange", async () => {
    // The link to the content is no choice: the address keeps the one there is.
    if (!location.hash.includes("=") && location.hash !== "") return write();
    if (read()) await show();
    go();
  });

  at("choose").hidden = false;
  read();
  show().then(go);
})();
