// A site as GitHub Pages serves it: below a path, packed, and with its own page for what isn't there.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Serves a folder on loopback below a path, e.g. `/careers/`. */
export async function serve(root, below) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    try {
      if (!path.startsWith(below) || path.includes("..")) throw new Error("not here");
      const bytes = await readFile(join(root, path.slice(below.length)));
      const type = types[extname(path)];
      const packed = type !== undefined && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
      response.writeHead(200, {
        "content-type": type ?? "application/octet-stream",
        ...(packed ? { "content-encoding": "gzip" } : {}),
      });
      response.end(packed ? gzipSync(bytes) : bytes);
    } catch {
      response.writeHead(404, { "content-type": types[".html"] });
      response.end(await readFile(join(root, "404.html")));
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://127.0.0.1:${server.address().port}${below}`, close: () => server.close() };
}
