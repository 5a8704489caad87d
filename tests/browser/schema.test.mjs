// The schemas that `#:schema` leads to, as an editor reads them: by taplo, which is in the plug-ins.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { files, folder, repository, run } from "./support.mjs";

const taplo = join(dirname(fileURLToPath(import.meta.url)), "node_modules/@taplo/cli/dist/cli.js");

/** What taplo says of files of a framework, and whether it is content. */
function lint(root, paths) {
  const places = paths.map((path) => join(root, path));
  const options = [taplo, "lint", "--no-auto-config", ...places];
  const { status, stderr, error } = spawnSync(process.execPath, options, { encoding: "utf8", cwd: root, maxBuffer: 64 << 20 });
  if (error) throw error;
  return { isFine: status === 0, told: stderr };
}

/** Every TOML file of a framework that has a schema. */
const tables = (root) =>
  [...files(join(root, "content"), ".toml").map((path) => `content/${path}`), "book.toml"];

function fits(root) {
  const paths = tables(root);
  for (const path of paths) {
    assert.match(readFileSync(join(root, path), "utf8"), /^#:schema (\.\/|(\.\.\/)+)\.schemas\/[a-z-]+\.schema\.json\n/, path);
  }
  const { isFine, told } = lint(root, paths);
  assert.ok(isFine, told.slice(0, 4000));
  assert.ok(paths.length > 3, `${paths.length} files`);
}

test("the sample fits its schemas, and so do the themes that come with rungs", () => {
  fits(repository);
  const { isFine, told } = lint(repository, ["themes/default/theme.toml", "themes/ledger/theme.toml"]);
  assert.ok(isFine, told);
});

test("the schemas beside the sample are those that rungs writes", () => {
  const fresh = folder();
  run("schema", "--out", fresh);
  const own = join(repository, ".schemas");
  assert.deepEqual(files(own), files(fresh));
  for (const path of files(fresh)) {
    const [is, should] = [own, fresh].map((root) => readFileSync(join(root, path), "utf8"));
    assert.equal(is, should, `${path}: write them anew with \`rungs schema --out .schemas\``);
  }
});

test("what `rungs init` writes fits", () => {
  const root = join(folder(), "careers");
  run("init", root);
  fits(root);
});

test("what is imported fits", (context) => {
  const shared = join(repository, "../shared");
  if (!existsSync(join(shared, "corpora"))) return context.skip("the corpora aren't beside the repository");
  const sources = [
    "corpora/dropbox-dbx-career-framework/docs",
    "corpora/dropbox-dbx-career-framework/history-2021-08-16",
    "corpora/ft-engineering-progression/data",
    "corpora/monzo-progression-framework",
    "corpora/engineeringladders",
    "seeds",
  ];
  for (const source of sources) {
    const root = join(folder(), "imported");
    run("import", join(shared, source), "--out", root);
    fits(root);
  }
});

test("slips are told where they are", () => {
  const slips = {
    "book.toml": ["[check]\ndeny = [\"compuond\"]\n", "compuond"],
    "content/framework.toml": ["[[pillar]]\nid = \"Craft Work\"\nname = \"Craft\"\n", "Craft Work"],
    "content/roles/software-engineer/role.toml": ["[path]\nnext = [{ rol = \"x\" }]\n", "rol"],
    "content/roles/software-engineer/interviews.toml": ["[[signal]]\nkind = \"red\"\ntext = \"No.\"\n", "red"],
    "content/glossary.toml": ["[[term]]\nname = \"Quay\"\n", "definition"],
  };
  for (const [path, [slip, word]] of Object.entries(slips)) {
    const root = join(folder(), "careers");
    run("init", root);
    appendFileSync(join(root, path), `\n${slip}`);
    const { isFine, told } = lint(root, [path]);
    assert.ok(!isFine, `${path} with ${slip}`);
    assert.ok(told.includes(word), told);
  }
});

test("a table of content may say whom it is for, one of book.toml may not", () => {
  const root = join(folder(), "careers");
  run("init", root);
  const glossary = join(root, "content/glossary.toml");
  const text = readFileSync(glossary, "utf8");
  writeFileSync(glossary, text.replace("[[term]]\n", "[[term]]\naudience = \"internal\"\nallow = { compound = \"a name\" }\n"));
  assert.ok(lint(root, ["content/glossary.toml"]).isFine);
  writeFileSync(glossary, text.replace("[[term]]\n", "[[term]]\naudience = \"everyone\"\n"));
  assert.ok(!lint(root, ["content/glossary.toml"]).isFine);
  appendFileSync(join(root, "book.toml"), "\n[build]\naudience = \"internal\"\n");
  assert.ok(!lint(root, ["book.toml"]).isFine);
});
