/** On a narrow screen neighbouring views scroll sideways: the one that is shown comes into sight, and an end that is cut fades. */
export function installTabs() {
  for (const bar of document.querySelectorAll(".tabs")) {
    const current = bar.querySelector("[aria-current]");
    if (current) {
      const [tab, frame] = [current.getBoundingClientRect(), bar.getBoundingClientRect()];
      bar.scrollLeft += tab.left + tab.width / 2 - (frame.left + frame.width / 2);
    }
    fadeEnds(bar);
    bar.addEventListener("scroll", () => fadeEnds(bar), { passive: true });
    new ResizeObserver(() => fadeEnds(bar)).observe(bar);
  }
}

function fadeEnds(bar) {
  const before = Math.abs(bar.scrollLeft);
  const after = bar.scrollWidth - bar.clientWidth - before;
  bar.toggleAttribute("data-more-before", before > 1);
  bar.toggleAttribute("data-more-after", after > 1);
}
