/** Where codes come from: the camera, a hand scanner that types, the field, a photo. One badge held still counts once. */
import { Camera } from "./camera.js";
import { codeInPhoto } from "./decoder.js";
import { byId } from "./dom.js";
import { latinLayout, listenToHandScanner } from "./hand-scanner.js";
import { t } from "./texts.js";

const SAME_CODE_MS = 3000;
const PROBLEMS = { NotAllowedError: "camera-denied", InsecureError: "camera-insecure" };

export class Reader {
  constructor(app) {
    Object.assign(this, { app, seen: new Map(), last: Promise.resolve() });
    this.camera = new Camera(byId("camera-picture"), (code) => this.read(code), () => this.showCamera());
    this.installCamera();
    this.installTyping();
    byId("photo").addEventListener("change", () => this.photo());
    this.showCamera();
  }

  /** False while the same code keeps being read: the three seconds begin anew with each reading. */
  isNew(code) {
    const before = this.seen.get(code) ?? -Infinity;
    this.seen.set(code, performance.now());
    return performance.now() - before > SAME_CODE_MS;
  }

  /** One after the other: each answer is shown after its scan is stored. */
  read(raw) {
    const code = raw.trim();
    if (!code || !this.app.paired() || byId("dialog").open || !this.isNew(code)) return this.last;
    const started = performance.now();
    this.last = this.last.then(() => this.app.takes.code(code, started));
    return this.last;
  }

  installCamera() {
    byId("camera-start").addEventListener("click", () => this.startCamera());
    byId("camera-stop").addEventListener("click", () => this.camera.stop());
    byId("camera-torch").addEventListener("click", () => this.camera.light());
    byId("camera-other").addEventListener("click", () => this.camera.next());
  }

  async startCamera() {
    try {
      await this.camera.start();
    } catch (error) {
      this.app.card.problem(t(PROBLEMS[error.name] ?? "camera-failed"));
    }
    this.showCamera();
  }

  showCamera() {
    const { running, canLight, canChoose, lamp } = this.camera;
    byId("camera-box").classList.toggle("is-live", running);
    byId("camera-tools").hidden = !running;
    byId("camera-start").hidden = running;
    byId("camera-torch").hidden = !canLight;
    byId("camera-torch").setAttribute("aria-pressed", String(lamp));
    byId("camera-other").hidden = !canChoose;
  }

  installTyping() {
    const field = byId("code");
    byId("code-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.read(latinLayout(field.value));
      field.value = "";
    });
    listenToHandScanner((code) => this.read(code));
  }

  async photo() {
    const [file] = byId("photo").files;
    if (!file) return;
    const code = await codeInPhoto(file).catch(() => null);
    byId("photo").value = "";
    if (code) await this.read(code);
    else this.app.card.problem(t("photo-none"));
  }
}
