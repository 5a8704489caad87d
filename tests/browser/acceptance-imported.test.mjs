// The acceptance list, for a real framework moved in: what others wrote, as long as they wrote it. What
// forms do is the same in every framework, so they are looked at empty and filled.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { accept } from "./acceptance.mjs";
import { build, folder, repository, run } from "./support.mjs";

/** It stands beside the repository, or nowhere. */
const dropbox = join(repository, "../shared/corpora/dropbox-dbx-career-framework/docs");

function imported() {
  const root = join(folder(), "imported");
  run("import", dropbox, "--out", root);
  return build(root);
}

if (existsSync(dropbox)) {
  accept("Dropbox", imported, (state) => ["", " (filled)"].includes(state));
} else {
  console.log("# no corpus beside the repository: only the sample is checked");
}
