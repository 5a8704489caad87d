// The Nu HTML checker over every page.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build, folder, repository, run } from "./support.mjs";

const jar = join(dirname(fileURLToPath(import.meta.url)), "node_modules/vnu-jar/build/dist/vnu.jar");

/** Of a stylesheet in the page it says what it doesn't know yet; others are not looked at. */
const isNews = ({ message }) => !/^CSS: .*doesn't exist/.test(message);

function check(site) {
  // Without `--skip-non-html` it reads scripts as pages.
  const options = ["-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", site];
  const { status, stderr, error } = spawnSync("java", options, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  const messages = JSON.parse(stderr).messages.filter(isNews);
  const told = messages.map(({ url, lastLine, message, extract }) => {
    return `${url.split("/site/").at(-1)}:${lastLine}: ${message}: ${extract}`;
  });
  assert.deepEqual(told.slice(0, 20), [], `${told.length} errors`);
  assert.ok(status === 0 || stderr.includes('"messages"'), stderr);
}

test("the sample has no HTML errors", () => check(build()));

test("a file that holds them all has none", () => {
  const file = join(folder(), "site", "all.html");
  run("build", repository, "--single-file", file);
  check(dirname(file));
});

test("neither has what `rungs init` starts with", () => {
  const root = join(folder(), "careers");
  run("init", root);
  check(build(root));
});
