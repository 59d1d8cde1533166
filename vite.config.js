// One style sheet and one script, fixed names; the server adds hashes when it collects them.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";
import { prune } from "./src/taizhang/web/static/prune.js";

const web = join(import.meta.dirname, "src/taizhang/web");
const source = join(web, "static/src");

function texts(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

export default defineConfig({
  root: source,
  base: "./",
  build: {
    outDir: join(web, "static/dist"),
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 1_000_000, // never a second file: data: images only
    rollupOptions: {
      input: join(source, "taizhang.js"),
      output: { entryFileNames: "taizhang.js", assetFileNames: "taizhang[extname]" },
    },
  },
  css: {
    postcss: {
      plugins: [
        prune({
          pages: texts(join(web, "templates"), ".html"),
          scripts: texts(source, ".js"),
          styles: texts(source, ".css"),
        }),
      ],
    },
  },
});
