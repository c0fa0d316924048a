"""What organizers do with certificates: issue, send, withdraw; who passed the test; how they look and who signs."""

from eventapp.certificates.actions.issuing import Sent, issue, issue_anew, send, withdraw
from eventapp.certificates.actions.looks import (
    change_template,
    copy_looks,
    reset_template,
    undo_template,
)
from eventapp.certificates.actions.signing import (
    SignatoryFacts,
    add_signatory,
    change_signatory,
    move_signatory,
    remove_signatory,
    set_signature,
)
from eventapp.certificates.actions.testing import forget_test, record_tests

__all__ = [
    "Sent",
    "SignatoryFacts",
    "add_signatory",
    "change_signatory",
    "change_template",
    "copy_looks",
    "forget_test",
    "issue",
    "issue_anew",
    "move_signatory",
    "record_tests",
    "remove_signatory",
    "reset_template",
    "send",
    "set_signature",
    "undo_template",
    "withdraw",
]
