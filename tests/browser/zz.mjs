import { join } from "node:path";
import { launch, observed, url } from "./support.mjs";
const [,, site, hash, name, ...opts] = process.argv;
const browser = await launch();
for (const [w, scheme] of opts.map((o) => o.split(":"))) {
  const { page, seen, close } = await observed(browser, { colorScheme: scheme, viewport: { width: +w, height: 900 } });
  await page.goto(url(site, "compare.html") + hash);
  await page.waitForTimeout(800);
  console.log(w, scheme, await page.locator("#_status").innerText(), await page.evaluate(() => document.documentElement.scrollWidth), seen);
  await page.screenshot({ path: `/tmp/shots-x/${name}-${w}-${scheme}.png`, clip: { x: 0, y: 0, width: +w, height: 1400 }, fullPage: true });
  await close();
}
await browser.close();
