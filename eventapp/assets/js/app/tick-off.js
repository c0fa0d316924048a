/**
 * Ticking off a paper sheet by number: `<form data-tick-off>` with `#entry`, rows `[data-number]` and their boxes.
 * "14" and Enter ticks at once, "17-23" a row, "-14" takes back, letters find one name; the server does the same
 * without this (attendance.ticks). Nothing is sent before Save.
 */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** {on: [rows], off: [rows], unknown: [parts]} of what was typed. */
export function understood(typed, rows) {
  const said = { on: [], off: [], unknown: [] };
  if (/\p{L}/u.test(typed)) {
    const words = plain(typed).split(/\s+/).filter(Boolean);
    const hits = rows.filter((row) => row.dataset.key && words.every((word) => `${row.dataset.key} ${plain(row.textContent)}`.includes(word)));
    if (hits.length === 1) said.on.push(hits[0]);
    else said.unknown.push(typed);
    return said;
  }
  const parts = typed.replace(/[–—−‐‑]/g, "-").replace(/(\d)(?:\s+-\s+|-\s*)(?=\d)/g, "$1-").split(/[\s,;.]+/).filter(Boolean);
  for (const part of parts) {
    const found = /^([-!]?)(\d{1,5})(?:-(\d{1,5}))?$/.exec(part);
    const ends = found ? [Number(found[2]), Number(found[3] ?? found[2])].sort((a, b) => a - b) : [0, 0];
    if (!found || ends[0] < 1 || ends[1] > rows.length) {
      said.unknown.push(part);
      continue;
    }
    for (const row of rows.slice(ends[0] - 1, ends[1])) {
      said[found[1] ? "on" : "off"] = said[found[1] ? "on" : "off"].filter((other) => other !== row);
      if (row.querySelector("input")) said[found[1] ? "off" : "on"].push(row);
    }
  }
  return said;
}

export function installTickOff() {
  const form = document.querySelector("form[data-tick-off]");
  if (!form) return;
  const entry = form.querySelector("#entry");
  const answer = form.querySelector("#entry-said");
  const rows = [...form.querySelectorAll("[data-number]")];
  const box = (row) => row.querySelector("input[type=checkbox]");
  const people = rows.filter(box);
  const before = new Set(people.filter((row) => box(row).checked));
  let sent = false;

  const count = () => {
    const ticked = people.filter((row) => box(row).checked);
    form.querySelector("[data-tick-count]").textContent = ticked.length;
    const different = people.filter((row) => box(row).checked !== Boolean(row.dataset.scanned));
    for (const row of people) row.classList.toggle("tick-different", different.includes(row));
    form.querySelector('[data-tick-number="open"]').textContent = people.length - ticked.length;
    form.querySelector('[data-tick-number="different"]').textContent = different.length;
  };
  const line = (row, word) => `${row.dataset.number} ${row.querySelector(".tick-name").firstChild.textContent.trim()}: ${word}.`;

  const tick = () => {
    const { on, off, unknown } = understood(entry.value.trim(), rows);
    for (const row of on) box(row).checked = true;
    for (const row of off) box(row).checked = false;
    answer.textContent = [
      ...on.slice(0, 3).map((row) => line(row, form.dataset.textOn)),
      ...(on.length > 3 ? [`+${on.length - 3}`] : []),
      ...off.slice(0, 3).map((row) => line(row, form.dataset.textOff)),
      ...(unknown.length ? [`${unknown.join(", ")}: ${form.dataset.textUnknown}`] : []),
    ].join(" ");
    entry.classList.toggle("is-invalid", unknown.length > 0);
    for (const row of rows) row.classList.toggle("tick-now", on.includes(row) || off.includes(row));
    (on[0] ?? off[0])?.scrollIntoView({ block: "nearest" });
    entry.value = "";
    count();
    return unknown.length === 0;
  };

  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "save") {
      event.preventDefault();
      if (entry.value.trim()) tick();
      entry.focus();
    } else if (entry.value.trim() && !tick()) {
      event.preventDefault();
    } else {
      sent = true;
    }
  });
  entry.addEventListener("input", () => entry.classList.remove("is-invalid"));
  form.addEventListener("change", (event) => {
    if (event.target.name === "show") form.dataset.show = event.target.value;
    else count();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && people.some((row) => box(row).checked !== before.has(row))) event.preventDefault();
  });
  count();
  entry.focus();
}
