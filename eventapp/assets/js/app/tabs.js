/** On a narrow screen neighbouring views scroll sideways: the one that is shown comes into sight. */
export function installTabs() {
  for (const current of document.querySelectorAll(".tabs [aria-current]")) {
    const bar = current.closest(".tabs");
    const [tab, frame] = [current.getBoundingClientRect(), bar.getBoundingClientRect()];
    bar.scrollLeft += tab.left + tab.width / 2 - (frame.left + frame.width / 2);
  }
}
