/**
 * Builds ../static from this folder: `npm ci && node build.mjs`.
 *
 * In:  scss/app.scss, js/{theme,app,desk,desk-worker,charts,notes,portrait}.js, img/{favicon.svg,desk-*.png} and the npm packages of package-lock.json.
 * Out: static/app/NAME-HASH.{css,js,woff2,wasm,svg,png}, static/manifest.json ({"app.css": "app/app-HASH.css", …}),
 *      static/fonts-ttf/*.ttf and static/flags/CC.svg (for PDFs) and static/licences/PACKAGE/*.
 */
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import rtlcss from "rtlcss";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, "node_modules");
const out = path.join(here, "..", "static");

const WEB_FONTS = [
  { family: "Noto Sans", folder: "noto-sans", subsets: ["cyrillic-ext", "cyrillic", "latin-ext", "latin"] },
  { family: "Vazirmatn", folder: "vazirmatn", subsets: ["arabic"] },
];
const WEIGHTS = [400, 600, 700];

const PDF_FONTS = {
  "NotoSans-Regular.ttf": "noto-sans/400Regular/NotoSans_400Regular.ttf",
  "NotoSans-SemiBold.ttf": "noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
  "NotoSans-Bold.ttf": "noto-sans/700Bold/NotoSans_700Bold.ttf",
  "NotoSans-Italic.ttf": "noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf",
  "NotoSans-BoldItalic.ttf": "noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf",
  "NotoSerif-Regular.ttf": "noto-serif/400Regular/NotoSerif_400Regular.ttf",
  "NotoSerif-Italic.ttf": "noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf",
  "NotoSerif-SemiBold.ttf": "noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf",
  "Vazirmatn-Regular.ttf": "vazirmatn/400Regular/Vazirmatn_400Regular.ttf",
  "Vazirmatn-Bold.ttf": "vazirmatn/700Bold/Vazirmatn_700Bold.ttf",
};

/** Packages of which something ends up in static/; their licences travel with it. */
const SHIPPED = [
  "@expo-google-fonts/noto-sans", "@expo-google-fonts/noto-serif", "@expo-google-fonts/vazirmatn", "@fontsource/noto-sans", "@fontsource/vazirmatn",
  "@kurkle/color", "@noble/hashes", "@popperjs/core", "barcode-detector", "bootstrap", "chart.js", "flag-icons", "htmx.org", "idb", "zxing-wasm",
];

/** The @font-face rules, one per subset and weight, so that a page fetches only the scripts it shows. */
async function fontFaces() {
  const rules = [];
  for (const { family, folder, subsets } of WEB_FONTS) {
    const home = path.join(modules, "@fontsource", folder);
    const ranges = JSON.parse(await readFile(path.join(home, "unicode.json"), "utf8"));
    for (const weight of WEIGHTS) {
      for (const subset of subsets) {
        const file = path.join(home, "files", `${folder}-${subset}-${weight}-normal.woff2`);
        rules.push(
          `@font-face{font-family:"${family}";font-style:normal;font-display:swap;font-weight:${weight};` +
            `src:url("${file}") format("woff2");unicode-range:${ranges[subset]}}`,
        );
      }
    }
  }
  return rules.join("\n");
}

/** One Sass source gives two sheets: as written, and mirrored for languages that run from right to left. */
async function styleSheets() {
  const { css } = sass.compile(path.join(here, "scss", "app.scss"), {
    loadPaths: [modules],
    charset: false,
    quietDeps: true,
    // Bootstrap 5.3 is written with @import; these two fall silent when it moves to modules.
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const fonts = await fontFaces();
  return { "app.css": `${fonts}\n${css}`, "app.rtl.css": `${fonts}\n${rtlcss.process(css)}` };
}

/** Lets esbuild read the sheets made above as if they were files. */
function inMemory(sheets) {
  return {
    name: "sheets",
    setup(build) {
      build.onResolve({ filter: /^sheet:/ }, ({ path: name }) => ({ path: name.slice(6), namespace: "sheet" }));
      build.onLoad({ filter: /.*/, namespace: "sheet" }, ({ path: name }) => ({
        contents: sheets[name],
        loader: "css",
        resolveDir: here,
      }));
    },
  };
}

async function bundle() {
  const { metafile } = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [
      { in: "sheet:app.css", out: "app" },
      { in: "sheet:app.rtl.css", out: "app.rtl" },
      ...["theme", "app", "desk", "desk-worker", "charts", "notes", "portrait"].map((name) => ({ in: `js/${name}.js`, out: name })),
      { in: "img/favicon.svg", out: "favicon" },
      ...[192, 512].map((size) => ({ in: `img/desk-${size}.png`, out: `desk-${size}` })),
    ],
    plugins: [inMemory(await styleSheets())],
    outdir: path.join(out, "app"),
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".wasm": "file", ".svg": "copy", ".png": "copy" },
    bundle: true,
    format: "esm",
    minify: true,
    metafile: true,
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    legalComments: "none",
    logLevel: "warning",
  });
  return manifestOf(metafile);
}

/** {"app.css": "app/app-HASH.css", …}: the name a template asks for → the path below static/. */
function manifestOf({ outputs }) {
  const entries = Object.keys(outputs).map((file) => {
    const served = path.relative(out, path.resolve(here, file)).split(path.sep).join("/");
    return [path.posix.basename(served).replace(/-[0-9A-Z]{8}(?=\.\w+$)/, ""), served];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b)));
}

async function copyPdfFonts() {
  const folder = path.join(out, "fonts-ttf");
  await mkdir(folder, { recursive: true });
  for (const [name, source] of Object.entries(PDF_FONTS)) {
    await cp(path.join(modules, "@expo-google-fonts", source), path.join(folder, name));
  }
}

/** Flags of countries and territories by their two letters, for badges. */
async function copyFlags() {
  const source = path.join(modules, "flag-icons", "flags", "4x3");
  const folder = path.join(out, "flags");
  await mkdir(folder, { recursive: true });
  for (const name of (await readdir(source)).filter((file) => /^[a-z]{2}\.svg$/.test(file))) {
    await cp(path.join(source, name), path.join(folder, name));
  }
}

async function copyLicences() {
  for (const name of SHIPPED) {
    const folder = path.join(out, "licences", name.replace("@", "").replace("/", "-"));
    const files = (await readdir(path.join(modules, name))).filter((file) => /^licen[cs]e/i.test(file));
    if (files.length === 0) throw new Error(`${name} brings no licence file`);
    await mkdir(folder, { recursive: true });
    for (const file of files) await cp(path.join(modules, name, file), path.join(folder, `${file.replace(/\.\w+$/, "")}.txt`));
  }
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const manifest = await bundle();
await copyPdfFonts();
await copyFlags();
await copyLicences();
await writeFile(path.join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${Object.keys(manifest).length} assets in ${path.relative(process.cwd(), out) || out}`);
