// Writing with the browser beside: the page follows.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { folder, launch, program, run } from "./support.mjs";

const root = join(folder(), "careers");
const role = join(root, "content/roles/software-engineer");
let browser;
let server;
let address;

before(async () => {
  run("init", root);
  browser = await launch();
  server = spawn(program, ["serve", root, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = await new Promise((resolve) => {
    server.stdout.on("data", (data) => resolve(data.toString().split("\n")));
  });
  address = line.replace("serving ", "");
});

after(async () => {
  await browser?.close();
  server?.kill();
});

const edit = (file, old, text) => {
  const path = join(role, file);
  const before = readFileSync(path, "utf8");
  assert.ok(before.includes(old));
  writeFileSync(path, before.replace(old, text));
};

test("a page follows every save, through errors and back", async () => {
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(`${address}roles/software-engineer/ic3.html`);
  edit("ic3.md", "Takes a project from problem", "Carries a project from problem");
  await page.getByText("Carries a project from problem").first().waitFor();
  assert.deepEqual(said, []);

  edit("role.toml", 'track = "ic"', 'track = "sea"');
  await page.getByText("no track is called `sea`").first().waitFor();
  assert.match(await page.locator("main").innerText(), /role\.toml:4:9/);
  edit("role.toml", 'track = "sea"', 'track = "ic"');
  await page.getByText("Carries a project from problem").first().waitFor();
  // The browser tells of the status 500 of the page with the errors, and of nothing else.
  const other = said.filter((text) => !text.includes("status of 500"));
  assert.deepEqual(other, []);
  await page.close();
});

test("ten open pages are no trouble", async () => {
  // Browsers have six connections to a server: pages nobody looks at must not keep one.
  const context = await browser.newContext();
  for (let number = 0; number < 10; number += 1) {
    const page = await context.newPage();
    await page.goto(address, { timeout: 5000 });
    // A tab in the background is hidden; here every page believes that it is looked at.
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }
  await context.close();
});
