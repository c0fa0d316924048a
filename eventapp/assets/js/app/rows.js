/** Within [data-rows] only one empty [data-row] is shown after the filled ones; the next appears when it is used. */
function settle(list) {
  const rows = [...list.querySelectorAll("[data-row]")];
  const filled = (row) => [...row.querySelectorAll("input:not([type=hidden])")].some((field) => field.value.trim());
  const last = rows.reduce((found, row, number) => (filled(row) ? number : found), -1);
  rows.forEach((row, number) => { row.hidden = number > Math.max(last + 1, 1); });
}

export function installRows() {
  for (const list of document.querySelectorAll("[data-rows]")) {
    list.addEventListener("input", () => settle(list));
    settle(list);
  }
}
