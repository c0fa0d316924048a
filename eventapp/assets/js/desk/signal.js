/** The sound and the vibration of an answer, told apart without looking. */
const SOUNDS = { good: [[880, 0.12]], warn: [[520, 0.12], [520, 0.12]], bad: [[200, 0.3], [160, 0.3]] };
const BUZZES = { good: [60], warn: [60, 60, 60], bad: [250, 80, 250] };
const PAUSE = 0.06;

export class Signal {
  constructor() {
    this.loud = localStorage.getItem("eventapp.sound") !== "off";
    // Browsers let a page sound only after a tap or a key; the first one opens the way.
    const wake = () => { this.audio ??= new AudioContext(); };
    addEventListener("pointerdown", wake, { once: true });
    addEventListener("keydown", wake, { once: true });
  }

  switch(loud) {
    this.loud = loud;
    localStorage.setItem("eventapp.sound", loud ? "on" : "off");
  }

  give(tone) {
    navigator.vibrate?.(BUZZES[tone] ?? []);
    if (!this.audio || !this.loud) return;
    let at = this.audio.currentTime;
    for (const [frequency, seconds] of SOUNDS[tone] ?? []) {
      const tune = new OscillatorNode(this.audio, { frequency });
      const volume = new GainNode(this.audio, { gain: 0.25 });
      tune.connect(volume).connect(this.audio.destination);
      tune.start(at);
      tune.stop(at + seconds);
      at += seconds + PAUSE;
    }
  }
}
