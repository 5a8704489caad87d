// A picture of every kind of page: three widths, light and dark, and as a PDF; and those of the
// README, which are kept in `.github/pictures/`.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build, kinds, launch, observed, url } from "./support.mjs";

const out = process.argv[2];
mkdirSync(out, { recursive: true });
const site = build();
const browser = await launch();
for (const [kind, path] of kinds(site, (path) => statSync(join(site, path)).size)) {
  const name = kind.replace(".html", "");
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 768, 1280]) {
      const { page, close } = await observed(browser, { colorScheme, viewport: { width, height: 800 } });
      await page.goto(url(site, path));
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      if (width === 1280 && colorScheme === "light") {
        await page.pdf({ path: join(out, `${name}.pdf`), preferCSSPageSize: true });
      }
      await close();
    }
  }
}

// What a visitor of the repository should see first: a page, how much of it, and from where on.
const chosen = [
  ["matrix", "roles/security-engineer.html#_view=new", "light", 900, ".pillar-row"],
  ["step", "roles/security-engineer/ic3-to-ic4.html", "light", 1440],
  ["map", "map.html", "dark", 960],
  ["search", "search.html#q=incident%20ic4", "light", 700],
];
mkdirSync(join(out, "readme"), { recursive: true });
for (const [name, path, colorScheme, height, from] of chosen) {
  const { page, close } = await observed(browser, { colorScheme, viewport: { width: 1280, height } });
  const [file, hash] = path.split("#");
  await page.goto(`${url(site, file)}${hash ? `#${hash}` : ""}`);
  if (from) await page.locator(from).first().evaluate((one) => one.scrollIntoView());
  // The search says what it found once it is done.
  if (name === "search") await page.locator("#_results mark").first().waitFor();
  await page.screenshot({ path: join(out, "readme", `${name}.png`) });
  await close();
}
await browser.close();
console.log(`pictures of every kind of page in ${out}`);
