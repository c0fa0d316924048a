"""What is done with delegations, nominations, registrations and badges."""

from eventapp.registration.actions.badges import issue_badge, reissue_badge, renew_link, revoke_badge, send_link
from eventapp.registration.actions.delegations import (
    add_delegation,
    add_type,
    change_delegation,
    change_type,
    find_or_add_delegation,
    move_type,
    remove_delegation,
    remove_type,
)
from eventapp.registration.actions.imports import Choice, drop_import, preview_list, reread_list
from eventapp.registration.actions.line import answer_offer, move_in_line, offer_seat, withdraw_offer
from eventapp.registration.actions.long_lists import is_long, start_reading
from eventapp.registration.actions.many import ChangedMeanwhile, change_fact, move_many, set_many
from eventapp.registration.actions.oneself import complete, register_oneself
from eventapp.registration.actions.owner import (
    OWNER,
    answer_come,
    approve_names,
    ask_who_comes,
    come_after_all,
    remove_photo,
    review,
    set_photo,
    state_before_cancelling,
)
from eventapp.registration.actions.reading_in import apply_import
from eventapp.registration.actions.registering import (
    AlreadyRegistered,
    change_details,
    make_head,
    move,
    register,
)
from eventapp.registration.actions.states import (
    GONE,
    Refusal,
    cancel,
    confirm,
    decide_many,
    decisions_for,
    decline,
    fill_freed_seats,
    put,
    waitlist,
)
from eventapp.registration.actions.undo import TakenBack, remembered, undo
from eventapp.registration.actions.undoing import Undone, undo_import

__all__ = [
    "GONE",
    "OWNER",
    "AlreadyRegistered",
    "ChangedMeanwhile",
    "Choice",
    "Refusal",
    "TakenBack",
    "Undone",
    "add_delegation",
    "add_type",
    "answer_come",
    "answer_offer",
    "apply_import",
    "approve_names",
    "ask_who_comes",
    "cancel",
    "change_delegation",
    "change_details",
    "change_fact",
    "change_type",
    "come_after_all",
    "complete",
    "confirm",
    "decide_many",
    "decisions_for",
    "decline",
    "drop_import",
    "fill_freed_seats",
    "find_or_add_delegation",
    "is_long",
    "issue_badge",
    "make_head",
    "move",
    "move_in_line",
    "move_many",
    "move_type",
    "offer_seat",
    "preview_list",
    "put",
    "register",
    "register_oneself",
    "reissue_badge",
    "remembered",
    "remove_delegation",
    "remove_photo",
    "remove_type",
    "renew_link",
    "reread_list",
    "review",
    "revoke_badge",
    "send_link",
    "set_many",
    "set_photo",
    "start_reading",
    "state_before_cancelling",
    "undo",
    "undo_import",
    "waitlist",
    "withdraw_offer",
]
