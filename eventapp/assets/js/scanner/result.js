/** The big answer after a scan: a colour, an icon and a word, then who it is; with a sound and a vibration. */
const TONES = { admitted: "good", already: "warn", kept: "warn" };
const SOUNDS = { good: [[880, 0.12]], warn: [[520, 0.12], [520, 0.12]], bad: [[200, 0.3], [160, 0.3]] };
const BUZZES = { good: [60], warn: [60, 60, 60], bad: [250, 80, 250] };
const REMEMBERED = 10;

export class ResultCard {
  constructor(root, texts) {
    this.root = root;
    this.texts = texts;
    this.card = document.getElementById("scan-result");
    this.recent = document.getElementById("scan-recent");
    this.audio = null;
    // Browsers let a page sound only after a tap; the first key or tap opens the way.
    const wake = () => { this.audio ??= new AudioContext(); };
    addEventListener("pointerdown", wake, { once: true });
    addEventListener("keydown", wake, { once: true });
  }

  wait(code) {
    this.fill("wait", this.texts.waiting, { name: code });
  }

  /** `result`: one element of the server's answer. */
  show({ outcome, registration, message }, code) {
    const tone = TONES[outcome] ?? "bad";
    const who = registration ?? { name: code };
    this.fill(tone, this.texts[outcome] ?? outcome, who, message);
    this.remember(tone, this.texts[outcome] ?? outcome, who);
    this.signal(tone);
  }

  /** `scan`: one that could not be sent yet. */
  kept(scan, reason) {
    this.fill("warn", this.texts.kept, { name: scan.code }, reason);
    this.card.dataset.kept = scan.id;
    this.remember("warn", this.texts.kept, { name: scan.code }, scan.id);
    this.signal("warn");
  }

  /** The answer for a scan that was kept: where its line (or the card) still says so, who it was stands there now. */
  settle({ id, outcome, registration, message }) {
    const tone = TONES[outcome] ?? "bad";
    const word = this.texts[outcome] ?? outcome;
    const line = this.recent?.querySelector(`[data-kept="${id}"]`);
    if (line) {
      delete line.dataset.kept;
      line.dataset.tone = tone;
      line.querySelector(".scan-recent-word").textContent = word;
      if (registration) line.querySelector(".scan-recent-name").textContent = registration.name;
    }
    if (this.card.dataset.kept === id) {
      const code = this.card.querySelector('[data-part="name"]').textContent;
      this.fill(tone, word, registration ?? { name: code }, message);
    }
  }

  problem(message) {
    this.fill("bad", this.texts.problem, {}, message);
  }

  fill(tone, word, who, message = "") {
    this.card.dataset.tone = tone;
    delete this.card.dataset.kept;
    this.card.hidden = false;
    const set = (name, value) => {
      const node = this.card.querySelector(`[data-part="${name}"]`);
      node.textContent = value ?? "";
      node.hidden = !value;
    };
    set("word", word);
    set("name", who.name);
    set("original-name", who.original_name === who.name ? "" : who.original_name);
    set("delegation", who.delegation);
    set("delegation-type", who.delegation_type);
    set("message", message);
    const swatch = this.card.querySelector('[data-part="colour"]');
    swatch.toggleAttribute("hidden", !who.colour);
    if (who.colour) swatch.querySelector("rect").setAttribute("fill", who.colour);
  }

  /** `kept`: the id of a scan whose answer is still to come. */
  remember(tone, word, who, kept = null) {
    if (!this.recent) return;
    const line = document.createElement("li");
    line.dataset.tone = tone;
    if (kept) line.dataset.kept = kept;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: this.root.dataset.timezone,
    });
    for (const [part, value] of [["time", time], ["name", who.name], ["word", word]]) {
      const node = document.createElement("span");
      node.className = `scan-recent-${part}`;
      node.textContent = value;
      line.append(node);
    }
    this.recent.prepend(line);
    while (this.recent.children.length > REMEMBERED) this.recent.lastElementChild.remove();
  }

  signal(tone) {
    navigator.vibrate?.(BUZZES[tone]);
    if (!this.audio || document.getElementById("scan-sound")?.getAttribute("aria-pressed") === "false") return;
    let at = this.audio.currentTime;
    for (const [frequency, seconds] of SOUNDS[tone]) {
      const tune = new OscillatorNode(this.audio, { frequency });
      const volume = new GainNode(this.audio, { gain: 0.2 });
      tune.connect(volume).connect(this.audio.destination);
      tune.start(at);
      tune.stop(at + seconds);
      at += seconds + 0.06;
    }
  }
}
