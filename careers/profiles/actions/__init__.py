"""Named writes about people."""

from careers.profiles.actions.delegating import (
    DelegationProblem,
    delegate,
    end_delegation,
)
from careers.profiles.actions.importing import (
    begin_import,
    check_again,
    end_reading,
    give_up,
    keep_rows,
    write_people,
)
from careers.profiles.actions.looking import record_changes, record_look, record_looks
from careers.profiles.actions.notices import send_again, tell, write_notice
from careers.profiles.actions.people import (
    AlreadyHeld,
    ManagementLoop,
    OwnLine,
    add_held,
    change_email,
    change_held,
    open_account,
    refuse_loop,
    refuse_own_line,
    remove_held,
    save_sign_up,
    set_manager,
    update_profile,
)
from careers.profiles.actions.reminders import choose_reminders
from careers.profiles.actions.rights import end_role, let_in
from careers.profiles.actions.sign_in import (
    tell_of_new_address,
    tell_of_new_manager,
    tell_of_password,
)

__all__ = [
    "AlreadyHeld",
    "DelegationProblem",
    "ManagementLoop",
    "OwnLine",
    "add_held",
    "begin_import",
    "change_email",
    "change_held",
    "check_again",
    "choose_reminders",
    "delegate",
    "end_delegation",
    "end_reading",
    "end_role",
    "give_up",
    "keep_rows",
    "let_in",
    "open_account",
    "record_changes",
    "record_look",
    "record_looks",
    "refuse_loop",
    "refuse_own_line",
    "remove_held",
    "save_sign_up",
    "send_again",
    "set_manager",
    "tell",
    "tell_of_new_address",
    "tell_of_new_manager",
    "tell_of_password",
    "update_profile",
    "write_notice",
    "write_people",
]
