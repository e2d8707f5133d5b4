// Fail when the committed dist/ is not the build of the source.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildInto } from "./build.mjs";

const dist = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), "dist");
const fresh = await mkdtemp(path.join(os.tmpdir(), "bouwstenen-chat-"));

async function contents(folder) {
  const names = (await readdir(folder)).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), "utf8")])));
}

try {
  await buildInto(fresh);
  const [committed, built] = [await contents(dist), await contents(fresh)];
  const different = [...new Set([...committed.keys(), ...built.keys()])].filter((name) => committed.get(name) !== built.get(name));
  if (different.length) {
    console.error(`dist/ is not the build of src/: ${different.join(", ")}. Run: npm run build`);
    process.exitCode = 1;
  } else {
    console.log(`dist/ is the build of src/ (${[...built.keys()].join(", ")}).`);
  }
} finally {
  await rm(fresh, { recursive: true, force: true });
}
