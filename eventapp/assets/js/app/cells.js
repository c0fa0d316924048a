/** A cell that is edited in place: Escape leaves it as it was (markup: registration/_cell_form.html). */
export function installCells() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const form = event.target.closest?.("[data-cell-form]");
    form?.querySelector("[data-cell-cancel]")?.click();
  });
}
