/**
 * htmx, set so that it runs under our Content-Security-Policy and keeps no pages in the browser's storage.
 * Every request carries the CSRF token; a 422 answer (a form with errors) is swapped in like a good one.
 * Header `HX-Trigger: {"toast": {"message": …, "category": "success"}}` shows a toast.
 */
import htmx from "htmx.org";
import { text } from "./texts.js";
import { toast } from "./toast.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  defaultSettleDelay: 0, // what has come is alive at once: a quick Enter must not send the plain form
  attributesToSettle: ["class", "width", "height"],
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.headers["X-CSRFToken"] = csrfToken();
});
document.addEventListener("htmx:sendError", () => toast(text("network-failed"), "danger"));
document.addEventListener("htmx:responseError", ({ detail }) => {
  toast(text(detail.xhr.status === 400 || detail.xhr.status === 401 ? "page-expired" : "server-failed"), "danger");
});
document.addEventListener("toast", ({ detail }) => toast(detail.message, detail.category));
