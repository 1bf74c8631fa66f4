"""What is recorded about people: their addresses, who looked, what could not be sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from careers.levels.admin_forms import PlainAdmin
from careers.profiles import actions, queries
from careers.profiles.admin.looks import RecordsLooks
from careers.profiles.admin_lists import (
    THINGS,
    FoundByName,
    NewestFirst,
    ThingFilter,
)
from careers.profiles.models import (
    AccessEntry,
    ImportedRow,
    Notice,
    PeopleImport,
    Profile,
    User,
)

admin.site.unregister(EmailAddress)
admin.site.unregister(DBTaskResult)  # work that waits is nothing to look at or to change


MOST_PEOPLE = 50
"""Of so many is the access log read at once (our choice)."""


class NeverChanged(admin.ModelAdmin):
    """Rows to read and to search; nothing is counted but what is shown."""

    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PeriodFilter(admin.SimpleListFilter):
    title = _("day")
    parameter_name = "days"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("0", _("Today")),
            ("7", _("Last 7 days")),
            ("30", _("Last 30 days")),
            ("365", _("Last year")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {key for key, _label in self.lookups(request, None)}:
            return queryset
        first = timezone.localdate() - timedelta(days=int(str(self.value())))
        return queryset.filter(viewed_on__gte=first)


@admin.register(EmailAddress)
class EmailAddressAdmin(NeverChanged, RecordsLooks, FoundByName, PlainAdmin):
    """Addresses change with their account; here one confirms what the mail did not reach."""

    list_display = ("email", "user", "primary", "verified")
    list_filter = ("verified", "primary")
    list_select_related = ("user",)
    name_path = "user__name_folded"
    search_fields = ("email", "user__email")
    search_help_text = _("Address, or name of the account.")
    ordering = ("email",)
    actions = ("confirm",)

    def person_of(self, obj: EmailAddress) -> Profile | None:
        return getattr(obj.user, "profile", None)

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("account.change_emailaddress")

    @admin.action(description=_("Confirm the selected addresses"), permissions=["confirm"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[EmailAddress]) -> None:
        for address in queryset.filter(verified=False).select_related("user__profile"):
            text, kind = self._confirmed(request, address)
            self.message_user(request, text % {"address": address.email}, kind)

    def _confirmed(self, request: HttpRequest, address: EmailAddress) -> tuple[Any, int]:
        editor = cast(User, request.user)
        if not editor.is_superuser and (address.user.has_rights or address.user == editor):
            # With a confirmed address somebody can choose a new password.
            return _("%(address)s is left to a superuser."), messages.ERROR
        if not address.set_verified():
            return _("%(address)s belongs to another account."), messages.ERROR
        self.log_change(request, address, str(_("E-mail address confirmed.")))
        return _("%(address)s is confirmed."), messages.SUCCESS


@admin.register(AccessEntry)
class AccessEntryAdmin(NeverChanged, PlainAdmin):
    """Who looked at whom. No row is ever changed here; only the newest are counted."""

    list_title = _("Access log")
    list_display = (
        *("viewed_on", "viewer_name", "thing", "subject", "changed", "times", "last_viewed_at"),
    )
    list_display_links = None
    list_filter = (PeriodFilter, ThingFilter)
    list_select_related = ("subject__user",)
    search_fields = ("viewer_name",)  # how it is searched is said below
    search_help_text = _(
        "Names or address of who looked, or of whom they looked at. The newest 5,000 entries of"
        " what you ask for are listed."
    )
    fields = (
        *("subject", "viewer", "viewer_name", "thing", "changed"),
        *("viewed_on", "times", "last_viewed_at"),
    )
    readonly_fields = fields
    show_full_result_count = False
    paginator = NewestFirst
    ordering = ("-pk",)
    sortable_by = ()

    @admin.display(description=_("what"))
    def thing(self, entry: AccessEntry) -> str:
        return str(THINGS[AccessEntry.What(entry.what)])

    @admin.display(description=_("what was changed"))
    def changed(self, entry: AccessEntry) -> str:
        return linebreaksbr(entry.detail, autoescape=True) or "–"

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        people = queries.people_called(search_term, MOST_PEOPLE + 1)
        if len(people) > MOST_PEOPLE:
            text = _("More than %(number)s people are called so. Write more of the name.")
            self.message_user(request, text % {"number": MOST_PEOPLE}, messages.WARNING)
        return queryset.between_people(people[:MOST_PEOPLE]), False


@admin.register(PeopleImport)
class PeopleImportAdmin(NeverChanged, PlainAdmin):
    """Which lists of people were brought in, by whom; not what stood in them."""

    list_display = (
        *("file_name", "asked_by_name", "asked_at", "written_by_name"),
        *("state", "rows", "outcome"),
    )
    list_filter = ("state",)
    search_fields = ("file_name", "asked_by_name", "written_by_name")
    search_help_text = _("Name of the file, or of who sent or imported it.")
    show_full_result_count = False
    fields = (
        *("file_name", "asked_by_name", "asked_at", "written_by_name", "finished_at"),
        *("state", "rows", "outcome"),
    )
    readonly_fields = fields
    ordering = ("-asked_at", "-pk")

    @admin.display(description=_("what came of it"))
    def outcome(self, found: PeopleImport) -> str:
        named = [(kind.label, found.totals.get(kind.value)) for kind in ImportedRow.Kind]
        return ", ".join(f"{label}: {number}" for label, number in named if number) or "–"


@admin.register(Notice)
class NoticeAdmin(NeverChanged, FoundByName, PlainAdmin):
    """Messages that were not sent. Their text is the recipient's: nobody reads it here."""

    list_title = _("Messages that were not sent")
    list_display = ("recipient", "created_at", "attempts", "fault")
    list_display_links = None
    list_filter = ()
    list_select_related = ("recipient",)
    name_path = "recipient__name_folded"
    search_fields = ("recipient__email",)
    search_help_text = _(
        "Name or address of the recipient. Listed is what failed, or has waited for an hour, within"
        " the last two weeks; what is older is not sent any more."
    )
    show_full_result_count = False
    fields = ("recipient", "created_at", "attempts", "claimed_at", "fault")
    readonly_fields = fields
    ordering = ("created_at", "pk")
    actions = ("try_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        return queries.messages_not_sent(timezone.now())

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("profiles.change_notice")

    @admin.action(description=_("Try again to send them"), permissions=["try_again"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Notice]) -> None:
        number = actions.send_again(notices=queryset.values_list("pk", flat=True))
        text = ngettext(
            "%(number)s message is on its way again. If it is still listed, read its last fault.",
            "%(number)s messages are on their way again. Of those still listed, read the last"
            " fault.",
            number,
        )
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
