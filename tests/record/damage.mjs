// Damage that somebody or something does to files: the same count of the same files gives the same.

// Marsaglia's xorshift: a test must be able to fail twice.
let state = 0x2545f491;
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}
const one = (list) => list[random(list.length)];

const VALUES = [
  null, true, 0, 1, 2, -1, 501, "", "x", "meets", "sealed", "draft", "2026-02-31", "2026-03-02",
  "2026-03-02T10:00:60Z", "2026-03-02T24:00:00Z", "y".repeat(201), "z".repeat(10_001), [], {}, [null],
  { __proto__: null, constructor: 1 }, "<img src=x onerror=alert(1)>", "\u202eevil", "\ud800", "ü",
];

/** Every place in a value, as a container and a key. */
function places(value) {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => [[value, key], ...places(value[key])]);
}

const KINDS = [
  function replaced(value) {
    const [container, key] = one(places(value));
    container[key] = structuredClone(one(VALUES));
  },
  function removed(value) {
    const [container, key] = one(places(value));
    if (Array.isArray(container)) container.splice(key, 1);
    else delete container[key];
  },
  function added(value) {
    const [container] = one(places(value));
    if (Array.isArray(container)) container.push(structuredClone(one(VALUES)));
    else container[one(["extra", "constructor", "toString", "hasOwnProperty", "Title"])] = structuredClone(one(VALUES));
  },
  function doubled(value) {
    const [container, key] = one(places(value));
    if (Array.isArray(container)) container.push(structuredClone(container[key]));
  },
  function reworded(value) {
    const texts = places(value).filter(([container, key]) => typeof container[key] === "string");
    const [container, key] = one(texts);
    container[key] += one([" ", "x", "\n", "0"]);
  },
];

/** Texts of so many damaged files. */
export function* damaged(files, count) {
  for (let at = 0; at < count; at += 1) {
    const value = structuredClone(one(files));
    for (let turn = random(2); turn >= 0; turn -= 1) one(KINDS)(value);
    let text = JSON.stringify(value, null, random(3));
    if (random(5) === 0) text = text.slice(0, random(text.length));
    if (random(8) === 0) {
      const place = random(text.length);
      text = text.slice(0, place) + one(["{", "}", ",", "\"", ":", "]", "\\", "x", "\u0000"]) + text.slice(place + 1);
    }
    if (random(20) === 0) text = `\ufeff${text}`;
    yield text;
  }
}
