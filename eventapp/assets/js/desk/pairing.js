/** Becoming a desk: by the address of the organizer's QR code (#pair=CODE), by scanning it here, or by typing the code. */
import { Away, Busy, Refusal, pair } from "./api.js";
import { byId, fill, h, icon } from "./dom.js";
import { Camera } from "./camera.js";
import { codeInPhoto } from "./decoder.js";
import { t } from "./texts.js";

/** The code in what was scanned or typed: a code, or an address that ends in #pair=CODE. */
export const codeOf = (text) => decodeURIComponent(/#pair=([^&\s]+)/.exec(text)?.[1] ?? text).trim();

export const codeInAddress = () => (location.hash.startsWith("#pair=") ? codeOf(location.hash) : null);

export class Pairing {
  /** `paired(answer)` is called with {token, slug, desk}. `waiting`: how many events of before are not sent. */
  constructor(root, { waiting, paired }) {
    Object.assign(this, { root, waiting, paired });
    this.draw();
  }

  draw() {
    this.message = h("p", { class: "desk-form-error", role: "alert", hidden: true });
    this.field = h("input", { id: "pair-code", class: "form-control form-control-lg code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", required: true });
    this.video = h("video", { playsinline: true, muted: true, class: "desk-pair-picture", hidden: true });
    this.button = h("button", { type: "submit", class: "btn btn-secondary btn-lg" }, t("pair-do"));
    this.camera = new Camera(this.video, (code) => { this.camera.stop(); this.go(code); }, () => { this.video.hidden = !this.camera.running; });
    const photo = h("input", { type: "file", accept: "image/*", capture: "environment", class: "visually-hidden", onchange: () => this.photo(photo) });
    const live = Boolean(navigator.mediaDevices?.getUserMedia); // on plain http there is no camera: a photo comes first there
    const first = "btn btn-primary btn-lg desk-wide desk-pair-first";
    fill(this.root,
      h("h2", { class: "desk-heading" }, t("pair-title")),
      h("p", {}, t("pair-lead")),
      this.waiting ? h("p", { class: "desk-said" }, icon("info"), t("pair-kept", { number: this.waiting })) : null,
      this.video,
      live ? h("button", { type: "button", class: first, onclick: () => this.scan() }, icon("scan"), t("pair-scan")) : null,
      h("label", { class: `${live ? "btn btn-secondary btn-lg desk-wide" : first} desk-photo` }, icon("camera"), t("photo"), photo),
      this.message,
      h("form", { class: "desk-pair-typed", onsubmit: (event) => { event.preventDefault(); this.go(this.field.value); } },
        h("label", { class: "form-label", for: "pair-code" }, t("pair-code")),
        h("div", { class: "desk-pair-row" }, this.field, this.button)));
  }

  say(text) {
    this.message.hidden = !text;
    this.message.textContent = text;
  }

  async scan() {
    try {
      await this.camera.start();
    } catch (error) {
      this.say(t(error.name === "InsecureError" ? "camera-insecure" : error.name === "NotAllowedError" ? "camera-denied" : "camera-failed"));
    }
  }

  async photo(input) {
    const code = input.files[0] ? await codeInPhoto(input.files[0]).catch(() => null) : null;
    input.value = "";
    if (code) await this.go(code);
    else this.say(t("photo-none"));
  }

  async go(text) {
    const code = codeOf(text);
    if (!code) return this.field.focus();
    this.field.value = code;
    this.button.disabled = true;
    this.button.textContent = t("pair-working");
    this.say("");
    try {
      const answer = await pair(code);
      this.close();
      await this.paired(answer);
    } catch (error) {
      if (![Away, Busy, Refusal].some((kind) => error instanceof kind)) throw error;
      this.say(error instanceof Away ? t("pair-no-network") : error.message);
      this.button.disabled = false;
      this.button.textContent = t("pair-do");
    }
    return undefined;
  }

  close() {
    if (this.camera.running) this.camera.stop();
  }
}
