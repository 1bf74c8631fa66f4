"""A change of the catalogue: whom it touches, publishing it, giving it up."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.certifications.actions import ChangedMeanwhile, Contradiction, DocumentInvalid
from careers.certifications.models import CatalogueChange
from careers.levels.admin_forms import PlainAdmin
from careers.profiles.models import User
from careers.roadmaps import effects
from careers.roadmaps.actions import impact, publishing
from careers.roadmaps.admin.looking import LookedAtFirst, remember
from careers.roadmaps.forms.publishing import PublishForm, TouchedFilter
from careers.roadmaps.models import ImpactRun
from careers.roadmaps.queries import change_page as pages
from careers.roadmaps.queries.impact import marks_of_changes

Problems = tuple[str, ...]


class PublishedFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Not yet published")), ("published", _("Published"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("open", "published"):
            return queryset.filter(published_at__isnull=self.value() == "open")
        return queryset


@admin.register(CatalogueChange)
class CatalogueChangeAdmin(LookedAtFirst, PlainAdmin):
    shown_pages = ("impact",)
    sent_pages = ("compute", "resume", "publish", "settle", "withdraw")
    list_display = ("title", "state", "people", "made_by", "proposed_at", "published_at")
    list_filter = (PublishedFilter,)
    search_fields = ("title", "why", "proposed_by_name", "published_by_name")
    search_help_text = gettext_lazy("Words of the change or its reason, or who made it.")
    ordering = ("-proposed_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CatalogueChange]:
        run = ImpactRun.objects.filter(change=OuterRef("pk"))
        rows: Any = super().get_queryset(request)
        return rows.named().annotate(
            run_state=Subquery(run.values("state")),
            run_totals=Subquery(run.values("totals")),
            run_on=Subquery(run.values("counted_on")),
            run_basis=Subquery(run.values("basis")),
        )

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list, with what tells whether the numbers of its changes still hold."""
        listed: ChangeList = super().get_changelist_instance(request)
        today = timezone.localdate()
        done = [
            one
            for one in listed.result_list
            if one.run_state == ImpactRun.State.DONE and not one.is_published
        ]
        marks = marks_of_changes(done, today) if done else {}
        for one in done:
            one.has_true_numbers = one.run_on == today and one.run_basis == marks[one.pk]
        return listed

    @admin.display(description=gettext_lazy("state"))
    def state(self, change: Any) -> str:
        if change.is_published:
            return _("Published")
        if change.run_state == ImpactRun.State.DONE:
            return _("Ready to publish") if change.has_true_numbers else _("Numbers are old")
        return str(ImpactRun.State(change.run_state).label) if change.run_state else _("New")

    @admin.display(description=gettext_lazy("people touched"))
    def people(self, change: Any) -> str:
        if change.run_state != ImpactRun.State.DONE:
            return _("not known yet")
        return effects.number_text(change.run_totals.get("affected", 0))

    @admin.display(description=gettext_lazy("made by"), ordering="proposed_by_name")
    def made_by(self, change: CatalogueChange) -> str:
        return change.proposed_by_name

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # it is made where the certification is edited

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # one that is open is withdrawn; one that is published has happened

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kw: Any) -> Any:
        found = self.get_object(request, object_id)
        if found is None or not self.has_view_permission(request, found):
            return super().change_view(request, object_id, *args, **kw)
        return self._to(found)

    def impact_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What changes, whom it touches, and what can be done."""
        return self._page(request, self.row(request, object_id))

    def compute_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Begin to look at everybody it can touch, or begin anew."""
        change = self.row(request, object_id, is_to_change=True)
        if request.method == "POST" and not change.is_published:
            user = cast(User, request.user)
            impact.begin_impact(change=change, asked_by=user, now=timezone.now())
        return self._to(change)

    def resume_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Go on where a worker has stopped."""
        change = self.row(request, object_id, is_to_change=True)
        run = ImpactRun.objects.filter(change=change).first()
        if request.method == "POST" and run is not None:
            impact.continue_impact(run=run, now=timezone.now())
        return self._to(change)

    def publish_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Publish it with what is chosen for the plans it touches."""
        change = self.row(request, object_id, is_to_change=True)
        if request.method != "POST":
            return self._to(change)
        form = PublishForm(request.POST)
        if not form.is_valid() and not change.is_published:
            return self._page(request, change, form=form, status=422)
        if problems := self._publish(request, change, form):
            return self._page(request, change, form=form, problems=problems, status=409)
        return self._to(change)

    def _publish(
        self, request: HttpRequest, change: CatalogueChange, form: PublishForm
    ) -> Problems:
        if change.is_published:
            messages.info(request, _("“%(change)s” is published already.") % {"change": change})
            return ()
        try:
            is_first = publishing.publish_with_impact(
                change=change,
                looked_at=form.cleaned_data["looked_at"],
                handling=form.handling(),
                user=cast(User, request.user),
                now=timezone.now(),
            )
        except publishing.NotLookedAt as refused:
            return (str(refused),)
        except Contradiction as refused:
            return refused.sentences
        except ChangedMeanwhile:
            return (_("Somebody else has changed the same since. See below what."),)
        except DocumentInvalid as refused:
            told = (one for faults in refused.faults.values() for one in faults.values())
            return tuple(sentence for sentences in told for sentence in sentences)
        except CatalogueChange.DoesNotExist:
            return (_("Somebody has given this change up."),)
        text = (
            _("“%(change)s” is published.") if is_first else _("“%(change)s” is published already.")
        )
        messages.success(request, text % {"change": change})
        return ()

    def settle_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Go on asking the owners, after a worker has stopped."""
        change = self.row(request, object_id, is_to_change=True)
        if request.method == "POST":
            publishing.go_on_settling(change=change)
        return self._to(change)

    def withdraw_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask once, then give the change up with everything that was computed for it."""
        try:
            change = self.row(request, object_id, is_to_change=True)
        except Http404:  # sent twice, or two editors at once
            messages.info(request, _("The change is given up already."))
            return redirect("admin:certifications_cataloguechange_changelist")
        if change.is_published:
            messages.info(request, _("“%(change)s” is published already.") % {"change": change})
            return self._to(change)
        if request.method != "POST":
            return self.shown(request, "withdraw", _("Give up the change?"), change=change)
        impact.withdraw_with_impact(change=change)
        messages.success(request, _("“%(change)s” is given up.") % {"change": change})
        return redirect("admin:certifications_cataloguechange_changelist")

    def _to(self, change: CatalogueChange) -> HttpResponse:
        return redirect("admin:certifications_cataloguechange_impact", change.pk)

    def _page(
        self,
        request: HttpRequest,
        change: CatalogueChange,
        *,
        form: PublishForm | None = None,
        problems: Problems = (),
        status: int = 200,
    ) -> HttpResponse:
        page = pages.change_page(change, timezone.localdate())
        may_change = self.has_change_permission(request)
        kind, touched = TouchedFilter.asked(request.GET), None
        is_to_decide = page.reckoning is not None and page.is_current and not change.is_published
        if may_change and page.run and is_to_decide:
            # With old numbers, or once it is published, nothing is decided about anybody.
            number = request.GET.get("page")
            touched = pages.touched_page(page.run, kind=kind, number=number, names=page.names)
            remember(request, (one.profile_id for one in touched.people))
        looked_at = {"looked_at": page.run.basis if page.run else ""}
        return self.shown(
            request,
            "impact",
            str(change),
            status,
            change=change,
            page=page,
            touched=touched,
            kinds=TouchedFilter(initial={"kind": kind}),
            kept=f"kind={kind}" if kind else "",
            form=form or PublishForm(initial=looked_at),
            problems=problems,
            may_change=may_change,
            may_edit=may_change and self._may_edit(request, change),
        )

    def _may_edit(self, request: HttpRequest, change: CatalogueChange) -> bool:
        """Whether somebody may go on in a change: whoever made it, until it is published."""
        user = cast(User, request.user)
        rights = [f"certifications.{one}_certification" for one in ("add", "change")]
        is_own = change.proposed_by_id == user.pk
        return is_own and not change.is_published and user.has_perms(rights)
