/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** Indented lines are left in minified code only inside templates of markup, where one space does as well. */
const collapseTemplates: Plugin = {
  name: "collapse-templates",
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) if (file.type === "chunk") file.code = file.code.replace(/\n\s+/g, " ");
  },
};

// Two builds, since the loader is a classic script and the chat an ES module (see scripts/build.mjs).
export default defineConfig(({ mode }) => ({
  publicDir: false,
  plugins: [collapseTemplates],
  resolve: {
    alias: [
      {
        find: /^\.\/(?:webtransport|binary|is-binary|contrib\/base64-arraybuffer)\.js$/,
        replacement: fileURLToPath(new URL("src/left-out.ts", import.meta.url)),
      },
    ],
  },
  // Only tests are served: one compares our titles with the texts of the assistant.
  server: { fs: { allow: [".."] } },
  define: { __CHAT_FILE__: JSON.stringify(process.env["CHAT_FILE"] ?? "chat.js") },
  build: {
    target: "es2022",
    // 2 % smaller than Vite's own minifier, which counts with a budget in kilobytes.
    minify: "terser",
    terserOptions: { module: mode === "chat", compress: { passes: 3, ecma: 2020, unsafe_arrows: true }, format: { comments: false } },
    emptyOutDir: mode === "chat",
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions:
      mode === "loader"
        ? {
            input: "src/loader.ts",
            output: { format: "iife", entryFileNames: "bouwstenen-chat.js" },
          }
        : {
            input: "src/chat.ts",
            preserveEntrySignatures: "strict",
            output: { format: "es", entryFileNames: "chat-[hash].js", hashCharacters: "base36" },
          },
  },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    css: true,
    restoreMocks: true,
    // What jsdom has not, the virtual screen reader asks for at every step; and the tests use Lit's development build.
    onConsoleLog: (log) => !/Not implemented: Window's getComputedStyle|Lit is in dev mode/.test(log),
  },
}));
