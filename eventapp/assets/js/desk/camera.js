/** The camera: starts on a tap, reads code after code, pauses while the page is hidden. */
import { codesIn } from "./decoder.js";

const EVERY_MS = 80;
const KEPT = "eventapp.camera";

export class Camera {
  /** `onCode(text)` for each code read; `onChange()` whenever what can be done changes. */
  constructor(video, onCode, onChange) {
    Object.assign(this, { video, onCode, onChange, stream: null, resume: false, devices: [], lamp: false });
    document.addEventListener("visibilitychange", () => this.followVisibility());
  }

  get running() { return this.stream !== null; }
  get track() { return this.stream?.getVideoTracks()[0] ?? null; }
  get canLight() { return Boolean(this.track?.getCapabilities?.().torch); }
  get canChoose() { return this.devices.length > 1; }

  /** Throws what getUserMedia throws; on plain http there is none ("InsecureError"). */
  async start() {
    if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("no camera on plain http", "InsecureError");
    const stream = await this.open(localStorage.getItem(KEPT));
    this.stream = stream;
    this.video.srcObject = stream;
    await this.video.play();
    this.devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
    this.look(stream);
    this.onChange();
  }

  async open(kept) {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const ask = (choice) => navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...choice } });
    const usual = { facingMode: { ideal: "environment" } };
    if (!kept) return ask(usual);
    return ask({ deviceId: { exact: kept } }).catch((error) => {
      if (error.name === "NotAllowedError") throw error;
      localStorage.removeItem(KEPT); // unplugged since
      return ask(usual);
    });
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.lamp = false;
    this.video.srcObject = null;
    this.onChange();
  }

  async look(stream) {
    if (this.stream !== stream) return;
    if (this.video.readyState >= this.video.HAVE_CURRENT_DATA) {
      const codes = await codesIn(this.video).catch(() => []);
      if (this.stream === stream) codes.forEach((code) => this.onCode(code));
    }
    setTimeout(() => this.look(stream), EVERY_MS);
  }

  async light() {
    this.lamp = !this.lamp;
    await this.track.applyConstraints({ advanced: [{ torch: this.lamp }] });
    this.onChange();
  }

  /** The next of the device's cameras; it is remembered. */
  async next() {
    const current = this.track?.getSettings().deviceId;
    const at = this.devices.findIndex(({ deviceId }) => deviceId === current);
    localStorage.setItem(KEPT, this.devices[(at + 1) % this.devices.length].deviceId);
    this.stop();
    await this.start();
  }

  async followVisibility() {
    if (document.hidden) {
      this.resume = this.running;
      if (this.running) this.stop();
    } else if (this.resume) {
      this.resume = false;
      await this.start().catch(() => {});
    }
  }
}
