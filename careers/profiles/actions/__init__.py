"""Named writes about people."""

from careers.profiles.actions.delegating import (
    DelegationProblem,
    delegate,
    end_delegation,
)
from careers.profiles.actions.looking import record_look, record_looks
from careers.profiles.actions.notices import tell, write_notice
from careers.profiles.actions.people import (
    AlreadyHeld,
    ManagementLoop,
    add_held,
    change_email,
    change_held,
    open_account,
    refuse_loop,
    remove_held,
    save_sign_up,
    set_manager,
    update_profile,
)
from careers.profiles.actions.reminders import choose_reminders

__all__ = [
    "AlreadyHeld",
    "DelegationProblem",
    "ManagementLoop",
    "add_held",
    "change_email",
    "change_held",
    "choose_reminders",
    "delegate",
    "end_delegation",
    "open_account",
    "record_look",
    "record_looks",
    "refuse_loop",
    "remove_held",
    "save_sign_up",
    "set_manager",
    "tell",
    "update_profile",
    "write_notice",
]
