/**
 * Light, dark or as the system says, before the first paint. Loaded in <head>, blocking.
 * A classic script: the block keeps its names to itself.
 * The choice is this browser's: it is kept in localStorage under "theme" (absent = as the system says).
 */
{
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const apply = () => {
    const chosen = localStorage.getItem("theme");
    const theme = chosen ?? (dark.matches ? "dark" : "light");
    document.documentElement.dataset.bsTheme = theme;
    document.dispatchEvent(new CustomEvent("eventapp:theme", { detail: { theme, chosen: chosen ?? "auto" } }));
  };

  dark.addEventListener("change", apply);
  addEventListener("storage", ({ key }) => key === "theme" && apply());
  document.addEventListener("eventapp:choose-theme", ({ detail }) => {
    if (detail === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", detail);
    apply();
  });
  apply();
}
