/**
 * The check-in page. Root: #scanner with data-scans-url, data-checkpoint, data-timezone (markup: _macros/scanner.html).
 * A code comes from the camera, from a hand scanner, from the field #scan-code or from a [data-scan-code] button.
 * It is written to the browser's database first, then sent; what could not be sent waits there with its id.
 */
import { startable } from "./scanner/camera.js";
import { latinLayout, listenToHandScanner } from "./scanner/hand-scanner.js";
import { Outbox, Refused } from "./scanner/outbox.js";
import { ResultCard } from "./scanner/result.js";

const RETRY_MS = 15000;
const SAME_CODE_MS = 3000;

class CheckIn {
  constructor(root) {
    this.root = root;
    this.texts = JSON.parse(document.getElementById("scanner-texts").textContent);
    this.card = new ResultCard(root, this.texts);
    this.outbox = new Outbox(root.dataset.scansUrl);
    this.seen = new Map();
  }

  /** True when this code was not read within the last seconds; a badge held before the camera counts once. */
  isNew(code) {
    const last = this.seen.get(code) ?? -Infinity;
    this.seen.set(code, performance.now());
    return performance.now() - last > SAME_CODE_MS;
  }

  async read(raw) {
    const code = raw.trim();
    if (!code || !this.isNew(code)) return;
    this.card.wait(code);
    const scan = await this.outbox.keep(code, this.root.dataset.checkpoint);
    await this.send(scan);
  }

  /** Sends all that waits, and shows the answer for `shown` (or that it is kept). */
  async send(shown = null) {
    try {
      const answer = await this.outbox.flush();
      answer.results.forEach((result) => this.card.settle(result));
      const result = shown && answer.results.find(({ id }) => id === shown.id);
      if (result) this.card.show(result, shown.code);
      else if (shown && answer.refused[shown.id]) this.card.problem(answer.refused[shown.id]);
      this.count(answer);
    } catch (error) {
      if (shown) this.card.kept(shown, error instanceof Refused ? this.texts["signed-out"] : this.texts["no-network"]);
    }
    await this.showUnsent();
  }

  /** `counts`: how many are in, by checkpoint; what waited may belong to another checkpoint than this page's. */
  count({ counts }) {
    const inside = counts[this.root.dataset.checkpoint];
    if (inside !== undefined) document.getElementById("scan-count").textContent = String(inside);
  }

  async showUnsent() {
    const waiting = await this.outbox.size();
    document.getElementById("scan-unsent").textContent = String(waiting);
    document.getElementById("scan-unsent-box").hidden = waiting === 0;
  }

  retry() {
    this.outbox.size().then((waiting) => waiting > 0 && this.send());
  }
}

function installCamera(checkIn) {
  const button = document.getElementById("scan-camera");
  const camera = startable(document.getElementById("scan-video"), (code) => checkIn.read(code));
  const show = () => {
    checkIn.root.classList.toggle("scanner-live", camera.running);
    button.setAttribute("aria-pressed", String(camera.running));
  };
  button.addEventListener("click", async () => {
    try {
      await (camera.running ? camera.stop() : camera.start());
    } catch (error) {
      const key = error.name === "NotAllowedError" ? "camera-denied" : "camera-failed";
      checkIn.card.problem(checkIn.texts[key]);
    }
    show();
  });
  document.addEventListener("visibilitychange", () => camera.followVisibility().then(show));
}

function installTyping(checkIn) {
  const field = document.getElementById("scan-code");
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    checkIn.read(latinLayout(field.value));
    field.value = "";
  });
  listenToHandScanner((code) => checkIn.read(code));
  checkIn.root.addEventListener("click", ({ target }) => {
    const choice = target.closest("[data-scan-code]");
    if (choice) checkIn.read(choice.dataset.scanCode);
  });
}

/** A person let in by name: the server's answer comes as an event (header HX-Trigger). */
function installByName(checkIn) {
  document.addEventListener("scan-answer", ({ detail }) => {
    checkIn.card.show(detail.result, "");
    checkIn.count(detail);
    document.getElementById("scan-search").value = "";
    document.getElementById("scan-search-results").replaceChildren();
    checkIn.card.card.scrollIntoView({ block: "nearest" });
  });
}

function installSoundSwitch() {
  const button = document.getElementById("scan-sound");
  const show = () => button.setAttribute("aria-pressed", String(localStorage.getItem("eventapp.sound") !== "off"));
  button.addEventListener("click", () => {
    localStorage.setItem("eventapp.sound", button.getAttribute("aria-pressed") === "true" ? "off" : "on");
    show();
  });
  show();
}

function installRetry(checkIn) {
  addEventListener("online", () => checkIn.retry());
  document.addEventListener("visibilitychange", () => document.hidden || checkIn.retry());
  document.getElementById("scan-send").addEventListener("click", () => checkIn.send());
  setInterval(() => checkIn.retry(), RETRY_MS);
  navigator.storage?.persist?.();
  checkIn.showUnsent();
  checkIn.retry();
}

const root = document.getElementById("scanner");
if (root) {
  const checkIn = new CheckIn(root);
  installCamera(checkIn);
  installTyping(checkIn);
  installByName(checkIn);
  installSoundSwitch();
  installRetry(checkIn);
  root.dataset.ready = "1";
}
