/** What every page has. Each module answers for one behaviour and does nothing where its markup is absent. */
import "bootstrap/js/dist/collapse";
import "bootstrap/js/dist/dropdown";
import "bootstrap/js/dist/offcanvas";
import "bootstrap/js/dist/tab";

import "./app/htmx.js";
import { installCells } from "./app/cells.js";
import { installConditions } from "./app/conditions.js";
import { installConfirm } from "./app/confirm.js";
import { installCopy } from "./app/copy.js";
import { installDrafts } from "./app/drafts.js";
import { installDrop } from "./app/drop.js";
import { installErrors } from "./app/errors.js";
import { installInsert } from "./app/insert.js";
import { installRows } from "./app/rows.js";
import { installSelectAll } from "./app/select-all.js";
import { installAutoSubmit, installGuard } from "./app/submit.js";
import { installThemeSwitch } from "./app/theme-switch.js";
import { installToasts } from "./app/toast.js";
import { installTyping } from "./app/typing.js";

document.documentElement.classList.add("js");
installToasts();
installConfirm();
installDrafts();
installTyping();
installCells();
installConditions();
installErrors();
installInsert();
installRows();
installGuard();
installAutoSubmit();
installCopy();
installDrop();
installSelectAll();
installThemeSwitch();
