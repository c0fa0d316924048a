/** The rapporteur's page: everything with the keyboard, and no word lost. Without it the forms work as they are. */
import { installComposer } from "./notes/composer.js";
import { installDraft } from "./notes/draft.js";
import { installShortcuts } from "./notes/shortcuts.js";

installComposer();
installDraft();
installShortcuts();
