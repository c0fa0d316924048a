/**
 * A part of a page that keeps itself up to date: `data-live="address"`, `data-live-etag`, `data-live-seconds`.
 * Asks only while the page is seen; the server answers 304 while nothing has changed. An open <details
 * data-live-keep="name"> stays open, and what had the focus keeps it.
 */
const SLOWEST_MS = 60_000;

function swap(part, html) {
  const open = new Set([...part.querySelectorAll("details[data-live-keep][open]")].map((each) => each.dataset.liveKeep));
  const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  part.innerHTML = html;
  for (const each of part.querySelectorAll("details[data-live-keep]")) each.open = open.has(each.dataset.liveKeep);
  if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

export function installLive() {
  for (const part of document.querySelectorAll("[data-live]")) {
    const every = Number(part.dataset.liveSeconds) * 1000;
    const state = document.querySelector("[data-live-state]");
    let etag = part.dataset.liveEtag ? `"${part.dataset.liveEtag}"` : "";
    let failures = 0;
    let timer = 0;

    const say = (good) => {
      state?.classList.toggle("live-bad", !good);
      state?.querySelector("[data-live-bad]")?.toggleAttribute("hidden", good);
      state?.querySelector("[data-live-good]")?.toggleAttribute("hidden", !good);
    };
    const ask = async () => {
      clearTimeout(timer);
      if (document.hidden) return;
      try {
        const answer = await fetch(part.dataset.live, {
          headers: { "If-None-Match": etag, "X-Requested-With": "fetch" },
          cache: "no-store",
          redirect: "error",
        });
        if (answer.status === 200) {
          etag = answer.headers.get("ETag") ?? "";
          swap(part, await answer.text());
        } else if (answer.status !== 304) {
          throw new Error(`answer ${answer.status}`);
        }
        failures = 0;
        say(true);
      } catch {
        failures += 1;
        say(false);
      }
      timer = setTimeout(ask, Math.min(every * 2 ** Math.min(failures, 6), SLOWEST_MS));
    };
    document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
    timer = setTimeout(ask, every);
  }
}
