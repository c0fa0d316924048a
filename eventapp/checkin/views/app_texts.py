"""Every word of the desk app. The page holds them in all languages, so that a desk can switch without a network.

The words for outcomes, and what to do next, are those of `checkin.messages`.
"""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from eventapp.checkin import messages
from eventapp.core.i18n import LANGUAGES

_ANSWERS = {
    "spare": _l("Blank badge"),
    "forced": _l("Let in anyway"),
    "problem": _l("Not working"),
    "undone": _l("Taken back"),
    "already-at": _l("Was let in here at %(time)s. Look whether it is the same person."),
    "spare-do": _l("Number %(number)s. Choose whose it becomes: find the person, or register somebody new."),
    "spare-given": _l("This blank badge now belongs to them."),
    "provisional-do": _l("Registered here, not yet certain: the server has not confirmed the seat."),
    "corrected": _l("Corrected by the server: %(word)s."),
}

_PAIRING = {
    "pair-title": _l("Make this device a desk"),
    "pair-lead": _l("An organizer shows you a code. Scan it, or type it in."),
    "pair-code": _l("Pairing code"),
    "pair-do": _l("Pair"),
    "pair-scan": _l("Scan the code"),
    "pair-working": _l("Pairing…"),
    "pair-no-network": _l(
        "The server cannot be reached. Pairing needs the network once; after that the desk works without."
    ),
    "pair-kept": _l(
        "%(number)s scans of an earlier pairing are still on this device. They will be sent once it is paired again."
    ),
    "revoked-title": _l("This desk was ended"),
    "revoked-lead": _l("The organizer ended it, or its time is over. The list was removed from this device."),
    "revoked-queue": _l("Scans not sent yet: %(number)s. Save them to a file and read it in at another desk."),
    "revoked-none": _l("Every scan was sent. Nothing is lost."),
}

_FRAME = {
    "app": _l("Check-in desk"),
    "tab-scan": _l("Scan"),
    "tab-find": _l("Find"),
    "tab-new": _l("New person"),
    "tab-desk": _l("Desk"),
    "place-choose": _l("Choose the checkpoint"),
    "place-follow": _l("Follow the agenda of this room"),
    "place-clock": _l("Chosen by the clock"),
    "place-none": _l("No checkpoint for this desk"),
    "inside": _l("in"),
    "direction": _l("Direction"),
    "direction-in": _l("In"),
    "direction-out": _l("Out"),
    "list-age": _l("List: %(age)s"),
    "list-none": _l("No list yet"),
    "age-now": _l("now"),
    "age-minutes": _l("%(number)s min"),
    "age-hours": _l("%(number)s h"),
    "unsent": _l("Not sent: %(number)s"),
    "offline": _l("No network"),
    "clock-off": _l("The clock of this device is wrong by %(number)s min"),
    "rehearsal": _l("Rehearsal"),
    "demo": _l("Demo"),
    "loading": _l("Loading…"),
    "close": _l("Close"),
    "cancel": _l("Cancel"),
    "language": _l("Language"),
    "colours": _l("Colours"),
    "light": _l("Light"),
    "dark": _l("Dark"),
    "auto": _l("As the device"),
}

_SCAN = {
    "camera-start": _l("Scan with the camera"),
    "camera-stop": _l("Stop the camera"),
    "camera-torch": _l("Light"),
    "camera-other": _l("Other camera"),
    "camera-denied": _l(
        "The browser may not use the camera. Allow it in the address bar, take a photo of the code, "
        "or use a hand scanner."
    ),
    "camera-failed": _l(
        "There is no camera to use here. Take a photo of the code, use a hand scanner, or find the person by name."
    ),
    "camera-insecure": _l("Without https the browser gives no camera. Take a photo of the code instead."),
    "photo": _l("Photo of a code"),
    "photo-none": _l("No code could be read in this photo. Try again, closer and straight."),
    "code": _l("Badge code"),
    "code-check": _l("Check"),
    "answer": _l("Answer"),
    "ready": _l("Ready to scan"),
    "ready-do": _l("Hold a badge before the camera, use a hand scanner, or find the person by name."),
    "last-scans": _l("Last scans"),
    "last-none": _l("Nobody yet."),
    "undo": _l("Undo"),
    "hand-over": _l("Badge handed over"),
    "handed-at": _l("Badge handed over at %(time)s"),
    "force": _l("Let in anyway"),
    "force-ask": _l("Let this person in although the rule says no? It is kept as your decision."),
    "force-do": _l("Let in"),
    "correct": _l("Correct spelling"),
    "print": _l("Print badge"),
    "spare-give": _l("Give a blank badge"),
    "spare-scan": _l("Now scan the blank badge for %(name)s."),
    "head": _l("Head of delegation"),
    "pile": _l("Pile %(run)s, no. %(place)s"),
    "not-printed": _l("Badge not printed yet"),
    "provisional": _l("Provisional"),
    "groups": _l("Group: %(names)s"),
}

_FIND = {
    "find": _l("Find by name"),
    "find-hint": _l("Any part of a name, in any script"),
    "find-none": _l("Nobody of that name is on the list."),
    "find-similar": _l("Similar names"),
    "find-more": _l("More people are found; type more letters."),
    "find-new": _l("Register somebody new"),
    "let-in": _l("Let in"),
    "let-out": _l("Let out"),
    "is-in": _l("is in"),
    "open": _l("Open"),
}

_NEW = {
    "new-title": _l("Register somebody new"),
    "new-off": _l("The organizer does not take walk-ins at this workshop. Send the person to the organizer."),
    "new-name": _l("Name in Latin letters"),
    "new-original": _l("Name in the original script"),
    "new-type": _l("Comes as"),
    "new-delegation": _l("Delegation"),
    "new-delegation-none": _l("Another: write the organization below"),
    "new-organization": _l("Organization"),
    "new-country": _l("Country"),
    "new-position": _l("Position"),
    "new-email": _l("E-mail"),
    "new-sex": _l("Sex"),
    "sex-f": _l("Female"),
    "sex-m": _l("Male"),
    "sex-": _l("Not stated"),
    "optional": _l("optional"),
    "new-do": _l("Register and let in"),
    "need-name": _l("Write the name."),
    "need-type": _l("Choose what the person comes as."),
    "need-home": _l("Choose the delegation, or give the organization or the country."),
    "need-email": _l("This is not an e-mail address."),
}

_DESK = {
    "desk-title": _l("This desk"),
    "desk-until": _l("Works until %(time)s"),
    "desk-refresh": _l("Load the list again"),
    "desk-send": _l("Send now"),
    "desk-people": _l("People on the list"),
    "desk-list-at": _l("List loaded"),
    "desk-battery": _l("Battery"),
    "desk-clock": _l("Clock"),
    "desk-clock-good": _l("right"),
    "queue-title": _l("Scans not sent"),
    "queue-lead": _l(
        "They are sent by themselves. If this device may not come back to the network, save them to a file and read it "
        "in at another desk: each counts once."
    ),
    "queue-save": _l("Save to a file"),
    "queue-read": _l("Read a file in"),
    "queue-empty": _l("Every scan was sent."),
    "queue-read-done": _l("Read in: %(number)s. Were here already: %(again)s."),
    "queue-bad-file": _l("This is not a file of scans of a desk, or it was changed."),
    "queue-other-workshop": _l("This file belongs to another workshop."),
    "queue-newer": _l("This file was made by a newer version; load this page again."),
    "aside-title": _l("Not taken by the server"),
    "aside-lead": _l("The server could not read these. They hold up nothing else; show them to the organizer."),
    "aside-again": _l("Try again"),
    "aside-drop": _l("Remove"),
    "sound": _l("Sound"),
    "theme": _l("Colours"),
    "install": _l("Install on this device"),
    "leave": _l("End this desk on this device"),
    "leave-ask": _l("The list is removed from this device. It has to be paired again to check people in."),
    "leave-waiting": _l("Send or save the scans first: %(number)s are not sent."),
    "leave-do": _l("End"),
}

_DOING = {
    "name-new": _l("Name on the badge"),
    "name-save": _l("Save"),
    "name-saved": _l("Saved. Print the badge anew?"),
    "needs-network": _l("This needs the network. Everything else goes on."),
    "print-again": _l("This badge was printed already. Print it again?"),
    "print-again-do": _l("Print again"),
    "print-open": _l("Open the badge"),
    "print-ready": _l("The badge is ready."),
    "print-failed": _l("The badge could not be made: %(message)s"),
    "kept-storage": _l("This browser may delete the list when space is short. Install the page to keep it."),
    "server-says": _l("The server says: %(message)s"),
}


def every_text() -> dict[str, dict[str, str]]:
    """{language: {key: text}} for each language of the pages. `%(name)s` is filled in on the device."""
    parts = (_ANSWERS, _PAIRING, _FRAME, _SCAN, _FIND, _NEW, _DESK, _DOING)
    found = {}
    for language in LANGUAGES:
        with force_locale(language):
            found[language] = {key: str(text) for part in parts for key, text in part.items()} | _outcomes()
    return found


def _outcomes() -> dict[str, str]:
    """Each outcome's word under its name, and what to do under "OUTCOME WHY" ("OUTCOME " for the usual case)."""
    words = {}
    for outcome, reasons in messages.texts().items():
        words[outcome] = reasons[""]["label"]
        words |= {f"{outcome} {why}": said["message"] for why, said in reasons.items()}
    return words
