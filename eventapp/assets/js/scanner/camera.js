/** Reads QR codes from a camera shown in a <video>. The decoder is ours (WASM beside this file), the same on every browser. */
import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";
import wasm from "zxing-wasm/reader/zxing_reader.wasm";

const EVERY_MS = 100;

// The package would fetch its decoder from a foreign host by default.
const decoder = new URL(wasm, import.meta.url).href;
prepareZXingModule({ overrides: { locateFile: (file, prefix) => (file.endsWith(".wasm") ? decoder : prefix + file) } });

/** A camera that `start`s on a tap, `stop`s, and pauses while the page is hidden; each code read goes to `onCode`. */
export function startable(video, onCode) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let stream = null;
  let resume = false;

  async function look(current) {
    if (stream !== current) return;
    if (video.readyState >= video.HAVE_CURRENT_DATA) {
      const codes = await detector.detect(video).catch(() => []);
      codes.forEach(({ rawValue }) => onCode(rawValue));
    }
    setTimeout(look, EVERY_MS, current);
  }

  const camera = {
    get running() {
      return stream !== null;
    },
    async start() {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      video.srcObject = stream;
      await video.play();
      look(stream);
    },
    async stop() {
      stream?.getTracks().forEach((track) => track.stop());
      stream = null;
      video.srcObject = null;
    },
    async followVisibility() {
      if (document.hidden) {
        resume = camera.running;
        await camera.stop();
      } else if (resume) {
        resume = false;
        await camera.start();
      }
    },
  };
  return camera;
}
