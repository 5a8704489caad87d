// A site on disk, and a browser to read it with. `cargo xtask test` names both programs.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const program = process.env.RUNGS ?? join(repository, "target/debug/rungs");

/** Runs rungs; throws, with what it told, if it fails. */
export function run(...args) {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs rungs and says how it ended. */
export function tried(...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return { status, stdout, stderr };
}

const scratch = mkdtempSync(join(tmpdir(), "rungs-browser-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** A folder that goes away with the tests. */
export function folder() {
  return mkdtempSync(join(scratch, "folder-"));
}

/**
 * The site of a framework; of this repository's own, if none is named. It lies as people keep
 * it: below a folder with spaces and letters that aren't ASCII.
 */
export function build(root = repository, ...options) {
  const out = join(folder(), "Rollen & Wege, größer 2", "site");
  run("build", root, "--out", out, ...options);
  return out;
}

/** Paths of all files below a folder, with `/`, sorted. */
export function files(root, end = "") {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .map((path) => path.split(sep).join("/"))
    .sort();
}

/** What kind of page stands at a path. */
export function kind(path) {
  const [, rest] = path.match(/^roles\/(.*)\.html$/) ?? [];
  const [folder] = path.split("/");
  if (rest === undefined) return { pages: "handbook", interviews: folder, candidates: folder }[folder] ?? path;
  if (!rest.includes("/")) return "role";
  if (rest.endsWith("-scorecard")) return "scorecard";
  if (rest.includes("-scorecard-")) return "scorecard of a stage";
  return rest.includes("-to-") ? "step" : "level";
}

/** The largest page of each kind: where there is much, much can go wrong. */
export function kinds(root, size) {
  const largest = new Map();
  for (const path of files(root, ".html")) {
    const known = largest.get(kind(path));
    if (known === undefined || size(path) > size(known)) largest.set(kind(path), path);
  }
  return [...largest].sort();
}

export function url(root, path) {
  return pathToFileURL(join(root, path)).href;
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page without a network that writes down whatever it tries and says. */
export async function observed(browser, options = {}) {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const seen = [];
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) seen.push(`request ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    // The icon of a page that is left before it is drawn.
    const { errorText } = request.failure();
    if (errorText !== "net::ERR_ABORTED") seen.push(`failed ${request.url()}: ${errorText}`);
  });
  page.on("console", (message) => seen.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.push(`error ${error.message}`));
  page.on("dialog", (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  return { page, seen, close: () => context.close() };
}
