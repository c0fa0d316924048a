/** A checkbox that ticks every checkbox of a form: `data-select-all="id of the form"`.. */
export function installSelectAll() {
  for (const all of document.querySelectorAll("[data-select-all]")) {
    const boxes = () => document.querySelectorAll(`input[type="checkbox"][form="${CSS.escape(all.dataset.selectAll)}"]`);
    all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
    document.addEventListener("change", (event) => {
      if (!event.target.matches(`input[form="${CSS.escape(all.dataset.selectAll)}"]`)) return;
      const ticked = [...boxes()].filter((box) => box.checked).length;
      all.checked = ticked > 0 && ticked === boxes().length;
      all.indeterminate = ticked > 0 && ticked < boxes().length;
    });
  }
}
