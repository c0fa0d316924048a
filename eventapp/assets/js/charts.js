/**
 * Draws each <canvas data-chart="ID"> from <script type="application/json" id="ID"> (markup: _macros/charts.html):
 *   {"kind": "bar" | "stacked" | "line" | "doughnut", "labels": [...], "series": [{"label": "…", "values": [...]}, …],
 *    "horizontal": false, "max": null, "unit": "", "scale": "categories" | "rating" | ["#009edb", …]}
 * The table with the same figures stands beside it and is what assistive technology reads. Colours come from the theme.
 */
import {
  ArcElement, BarController, BarElement, CategoryScale, Chart, DoughnutController, Filler, Legend, LinearScale,
  LineController, LineElement, PointElement, Tooltip,
} from "chart.js";

Chart.register(
  ArcElement, BarController, BarElement, CategoryScale, DoughnutController, Filler, Legend, LinearScale,
  LineController, LineElement, PointElement, Tooltip,
);

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function palette(scale, length) {
  if (Array.isArray(scale)) return scale;
  const prefix = scale === "rating" ? "--ea-rating-" : "--ea-chart-";
  const size = scale === "rating" ? 5 : 8;
  return Array.from({ length }, (_, index) => css(`${prefix}${(index % size) + 1}`));
}

/** With one series of bars in the given colours each bar has its own; otherwise each series has one. */
function datasets({ kind, series, scale, labels }) {
  const perValue = kind === "doughnut" || (series.length === 1 && Array.isArray(scale)) || (series.length === 1 && scale === "rating");
  const colours = palette(scale, perValue ? labels.length : series.length);
  return series.map(({ label, values, quiet }, index) => ({
    label,
    data: values,
    backgroundColor: quiet ? css("--ea-line-strong") : perValue ? colours : colours[index],
    borderColor: kind === "line" ? colours[index] : css("--bs-body-bg"),
    borderWidth: kind === "line" ? 2 : kind === "bar" ? 0 : 1,
    borderRadius: kind === "bar" ? 4 : 0,
    maxBarThickness: 36,
    tension: 0.25,
  }));
}

function axes({ kind, horizontal, max, unit = "" }) {
  if (kind === "doughnut") return {};
  const stacked = kind === "stacked";
  const value = {
    stacked,
    beginAtZero: true,
    max: max ?? undefined,
    border: { display: false },
    grid: { color: css("--ea-line") },
    ticks: { precision: 0, callback: (number) => `${number}${unit}` },
  };
  const category = { stacked, ticks: { autoSkip: !horizontal }, grid: { display: false }, border: { color: css("--ea-line-strong") } };
  return horizontal ? { x: value, y: category } : { x: category, y: value };
}

/** Names beside horizontal bars take at most about half of the width; the table has them in full. */
function shortened(labels, { horizontal }, width) {
  const longest = Math.max(12, Math.floor(width / 19));
  return horizontal ? labels.map((label) => (label.length > longest ? `${label.slice(0, longest - 1)}…` : label)) : labels;
}

function draw(canvas) {
  const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
  Chart.getChart(canvas)?.destroy();
  return new Chart(canvas, {
    type: data.kind === "stacked" ? "bar" : data.kind,
    data: { labels: shortened(data.labels, data, canvas.parentElement.clientWidth), datasets: datasets(data) },
    options: {
      locale: document.documentElement.lang,
      indexAxis: data.horizontal ? "y" : "x",
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      color: css("--ea-muted"),
      scales: axes(data),
      plugins: {
        legend: {
          display: data.kind === "doughnut" || data.series.length > 1,
          position: "bottom",
          labels: { usePointStyle: true, boxWidth: 8, boxHeight: 8, padding: 16 },
        },
        tooltip: { callbacks: { label: ({ dataset, formattedValue }) => `${dataset.label}: ${formattedValue}${data.unit ?? ""}` } },
      },
    },
  });
}

function drawAll(within = document) {
  Chart.defaults.font.family = css("--bs-body-font-family");
  Chart.defaults.font.size = 13;
  Chart.defaults.color = css("--ea-muted");
  within.querySelectorAll("canvas[data-chart]").forEach(draw);
}

document.fonts.ready.then(() => drawAll());
document.addEventListener("eventapp:theme", () => drawAll());
document.addEventListener("htmx:afterSettle", ({ target }) => drawAll(target));
