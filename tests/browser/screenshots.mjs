// A picture of every kind of page: three widths, light and dark, and as a PDF.
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
await browser.close();
console.log(`pictures of every kind of page in ${out}`);
