/**
 * Files dropped on a `data-drop` zone go to the file field within it, as if they had been chosen; with
 * `data-drop="page"` wherever on the page they are dropped. What was chosen is named in `[data-drop-names]`.
 */
export function installDrop() {
  for (const zone of document.querySelectorAll("[data-drop]")) {
    const field = zone.querySelector('input[type="file"]');
    const target = zone.dataset.drop === "page" ? document : zone;
    const over = (is) => zone.classList.toggle("is-over", is);
    target.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      over(true);
    });
    target.addEventListener("dragleave", (event) => over(event.relatedTarget !== null && zone.contains(event.relatedTarget)));
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (event.dataTransfer.files.length === 0) return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    const names = zone.querySelector("[data-drop-names]");
    if (names && field) {
      field.addEventListener("change", () => {
        names.textContent = [...field.files].map((file) => file.name).join(", ");
      });
    }
  }
}
