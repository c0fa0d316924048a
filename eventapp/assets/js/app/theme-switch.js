/** The buttons [data-theme-choice="light|dark|auto"] of the footer; theme.js keeps the choice and applies it. */
export function installThemeSwitch() {
  const buttons = document.querySelectorAll("[data-theme-choice]");
  const show = (chosen) => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen)));
  document.addEventListener("eventapp:theme", ({ detail }) => show(detail.chosen));
  buttons.forEach((button) => {
    button.addEventListener("click", () => {
      document.dispatchEvent(new CustomEvent("eventapp:choose-theme", { detail: button.dataset.themeChoice }));
    });
  });
  show(localStorage.getItem("theme") ?? "auto");
}
