// Fail when what people download is over the budget.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KB = 1000;
const BUDGET = { loader: 3 * KB, total: 35 * KB };
const dist = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), "dist");

const sizes = readdirSync(dist)
  .filter((name) => name.endsWith(".js"))
  .map((name) => {
    const bytes = readFileSync(path.join(dist, name));
    return { name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  });
const loader = sizes.find((file) => file.name === "bouwstenen-chat.js");
if (!loader) throw new Error("dist/bouwstenen-chat.js is missing: npm run build");
const total = sizes.reduce((sum, file) => sum + file.gzip, 0);
console.table(sizes);
console.log(`loader ${loader.gzip} of ${BUDGET.loader} bytes gzip, total ${total} of ${BUDGET.total}`);
if (loader.gzip > BUDGET.loader || total > BUDGET.total) {
  console.error("Over the budget.");
  process.exit(1);
}
