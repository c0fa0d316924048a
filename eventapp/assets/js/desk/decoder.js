/** Reads QR codes in a picture: the browser's own detector where it knows them, else ours (WASM beside this file). */
import { BarcodeDetector as Ours, prepareZXingModule } from "barcode-detector/ponyfill";
import wasm from "zxing-wasm/reader/zxing_reader.wasm";

const QR = { formats: ["qr_code"] };

// The package would fetch its decoder from a foreign host by default.
const decoder = new URL(wasm, import.meta.url).href;
prepareZXingModule({ overrides: { locateFile: (file, prefix) => (file.endsWith(".wasm") ? decoder : prefix + file) } });

async function native() {
  if (!("BarcodeDetector" in globalThis)) return null;
  const formats = await globalThis.BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code") ? new globalThis.BarcodeDetector(QR) : null;
}

let chosen = null;

/** The texts of the codes in a video, a picture or a canvas. */
export async function codesIn(source) {
  chosen ??= (await native()) ?? new Ours(QR);
  try {
    return (await chosen.detect(source)).map(({ rawValue }) => rawValue);
  } catch (error) {
    if (chosen instanceof Ours) throw error;
    chosen = new Ours(QR); // a detector that is announced and does not work, as on some systems without its service
    return (await chosen.detect(source)).map(({ rawValue }) => rawValue);
  }
}

/** The first code in an image file, turned and in two sizes: photos are large, and often taken askew. Null if none. */
export async function codeInPhoto(file) {
  const picture = await createImageBitmap(file);
  for (const longest of [1600, 800]) {
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const [code] = await codesIn(canvas);
    if (code) return code;
  }
  return null;
}
