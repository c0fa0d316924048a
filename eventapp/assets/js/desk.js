/** The desk app at /desk/: an installable page that checks people in, with and without a network. */
import { App } from "./desk/app.js";
import { byId } from "./desk/dom.js";
import { installWorker } from "./desk/updates.js";

document.documentElement.classList.add("js");
await new App().start();
await installWorker(byId("desk").dataset.worker);
