// Build the chat, then the loader, which has to know the name of the chat's file.
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Build everything into a folder, which is emptied first. */
export async function buildInto(outDir) {
  await rm(outDir, { recursive: true, force: true });
  const options = { root, configFile: path.join(root, "vite.config.ts"), logLevel: "warn" };
  await build({ ...options, mode: "chat", build: { outDir } });
  const chat = (await readdir(outDir)).find((name) => /^chat-.+\.js$/.test(name));
  if (!chat) throw new Error(`no chat-<hash>.js in ${outDir}`);
  process.env.CHAT_FILE = chat;
  await build({ ...options, mode: "loader", build: { outDir } });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildInto(path.join(root, "dist"));
