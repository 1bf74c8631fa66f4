"""Named writes about people."""

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

__all__ = [
    "AlreadyHeld",
    "ManagementLoop",
    "add_held",
    "change_email",
    "change_held",
    "open_account",
    "refuse_loop",
    "remove_held",
    "save_sign_up",
    "set_manager",
    "update_profile",
]
