/** Files dropped anywhere on a `data-drop` zone go to the file field within it, as if they had been chosen. */
export function installDrop() {
  for (const zone of document.querySelectorAll("[data-drop]")) {
    const field = zone.querySelector('input[type="file"]');
    const over = (is) => zone.classList.toggle("is-over", is);
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(true);
    });
    zone.addEventListener("dragleave", (event) => over(zone.contains(event.relatedTarget)));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (event.dataTransfer.files.length === 0) return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
