// A site as GitHub Pages serves it: below a path, on a host that has other things too.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Serves a folder on loopback below `below`, e.g. `/repo/`. */
export async function serve(root, below) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    try {
      if (!path.startsWith(below) || path.includes("..")) throw new Error("not here");
      const bytes = await readFile(join(root, path.slice(below.length)));
      response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${server.address().port}${below}`;
  return { url, close: () => server.close() };
}
