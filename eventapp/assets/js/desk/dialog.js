/** Questions and short notes. A question is answered by a promise; Escape and a tap beside it mean no. */
import { byId, fill, h, icon } from "./dom.js";
import { t } from "./texts.js";

const NOTE_MS = 6000;

/** Shows `content` under a title. `buttons`: [{label, value, kind}]; resolves with the value chosen, null for none. */
export function open(title, content, buttons) {
  const dialog = byId("dialog");
  return new Promise((resolve) => {
    let answer = null;
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    const form = h("form", { method: "dialog", class: "desk-dialog-form", onsubmit: (event) => { event.preventDefault(); close(buttons[0].value); } },
      h("h2", { id: "dialog-title" }, title),
      content,
      h("div", { class: "desk-dialog-buttons" },
        buttons.map(({ label, value, kind = "secondary" }, number) =>
          h("button", { type: number ? "button" : "submit", class: `btn btn-lg btn-${kind}`, onclick: number ? () => close(value) : null }, label)),
        h("button", { type: "button", class: "btn btn-lg btn-quiet", onclick: () => close(null) }, t("cancel"))));
    fill(dialog, form);
    dialog.onclose = () => resolve(answer);
    dialog.onclick = ({ target }) => { if (target === dialog) close(null); };
    dialog.showModal();
  });
}

export const ask = (title, text, label, kind = "primary") =>
  open(title, text ? h("p", {}, text) : "", [{ label, value: true, kind }]);

/** One of `choices`: [{label, hint, value, chosen, group}]; null for none. */
export function choose(title, choices) {
  const dialog = byId("dialog");
  return new Promise((resolve) => {
    let answer = null;
    let group = null;
    const rows = choices.flatMap((choice) => {
      const heading = choice.group !== group ? [h("li", { class: "desk-choice-group" }, choice.group)] : [];
      group = choice.group;
      const take = () => { answer = choice.value; dialog.close(); };
      const button = h("button", { type: "button", class: "desk-choice", "aria-pressed": String(Boolean(choice.chosen)), onclick: take },
        h("span", {}, choice.label, choice.hint ? h("small", {}, choice.hint) : null), choice.chosen ? icon("check") : null);
      return [...heading, h("li", {}, button)];
    });
    fill(dialog, h("div", { class: "desk-dialog-form" }, h("h2", { id: "dialog-title" }, title), h("ul", { class: "desk-choices" }, rows),
      h("button", { type: "button", class: "btn btn-lg btn-quiet", onclick: () => dialog.close() }, t("cancel"))));
    dialog.onclose = () => resolve(answer);
    dialog.onclick = ({ target }) => { if (target === dialog) dialog.close(); };
    dialog.showModal();
    dialog.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "center" });
  });
}

/** A short note at the foot of the screen; `action`: {label, do} makes it a choice that stays until it is closed. */
export function note(text, { tone = "info", action = null } = {}) {
  const close = () => line.remove();
  const line = h("div", { class: "desk-note", "data-tone": tone },
    h("span", {}, text),
    action ? h("a", { class: "btn btn-secondary btn-sm", href: action.href ?? "#scan", target: action.href ? "_blank" : null,
      onclick: (event) => { if (!action.href) event.preventDefault(); action.do?.(); close(); } }, action.label) : null,
    h("button", { type: "button", class: "desk-note-close", "aria-label": t("close"), onclick: close }, icon("close")));
  byId("notes").append(line);
  if (!action) setTimeout(close, NOTE_MS);
  while (byId("notes").children.length > 3) byId("notes").firstElementChild.remove();
}
