"""A draft of the questions: whose level changes with it, and publishing it."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.levels.actions import NotPublishable
from careers.levels.admin import InstrumentAdmin
from careers.levels.models import Instrument
from careers.profiles.models import User
from careers.roadmaps.actions import impact, publishing
from careers.roadmaps.admin.looking import LookedAtFirst, remember
from careers.roadmaps.forms.publishing import PublishVersionForm
from careers.roadmaps.models import ImpactRun
from careers.roadmaps.queries import rehearsal_page as pages

admin.site.unregister(Instrument)


@admin.register(Instrument)
class RehearsedInstrumentAdmin(LookedAtFirst, InstrumentAdmin):
    """The pages of the instrument, and those that need to know of everybody's results."""

    shown_pages = ("rehearsal",)
    sent_pages = ("rehearse", "resume", "publish")

    def rehearsal_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What is different in the draft, and whose level changes with it."""
        return self._page(request, self.row(request, object_id))

    def rehearse_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Begin to compute everybody's level under the draft, or begin anew."""
        draft = self._draft(request, object_id)
        if request.method == "POST" and not draft.is_published:
            user = cast(User, request.user)
            impact.begin_impact(instrument=draft, asked_by=user, now=timezone.now())
        return self._to(draft)

    def resume_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Go on where a worker has stopped."""
        draft = self._draft(request, object_id)
        run = ImpactRun.objects.filter(instrument=draft).first()
        if request.method == "POST" and run is not None and not draft.is_published:
            impact.continue_impact(run=run, now=timezone.now())
        return self._to(draft)

    def publish_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Publish the draft, once its rehearsal was looked at."""
        draft, form = self._draft(request, object_id), PublishVersionForm(request.POST)
        if request.method != "POST":
            return self._to(draft)
        if not form.is_valid():
            return self._page(request, draft, form=form, status=422)
        if problems := self._publish(request, draft, form):
            return self._page(request, draft, form=form, problems=problems, status=409)
        return self._to(draft)

    def _publish(
        self, request: HttpRequest, draft: Instrument, form: PublishVersionForm
    ) -> tuple[str, ...]:
        if draft.is_published:
            messages.info(request, _("%(version)s is published already.") % {"version": draft})
            return ()
        try:
            publishing.publish_rehearsed(instrument=draft, **form.cleaned_data, now=timezone.now())
        except publishing.NotLookedAt as refused:
            return (str(refused),)
        except NotPublishable as refused:
            return refused.sentences
        except Instrument.DoesNotExist:
            return (_("Somebody has deleted this draft."),)
        text = _("%(version)s is published. New assessments begin with it.")
        messages.success(request, text % {"version": draft})
        return ()

    def _draft(self, request: HttpRequest, object_id: int) -> Instrument:
        """The version, for whoever may change drafts; published ones nobody may."""
        found: Instrument = self.row(request, object_id, is_to_change=True)
        return found

    def _to(self, draft: Instrument) -> HttpResponse:
        return redirect("admin:levels_instrument_rehearsal", draft.pk)

    def _page(
        self,
        request: HttpRequest,
        draft: Instrument,
        *,
        form: PublishVersionForm | None = None,
        problems: tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        page = pages.rehearsal_page(draft, timezone.localdate())
        may_change = self.has_change_permission(request)
        moved = None
        if may_change and page.run and page.lines and not draft.is_published:
            # Once it is published nothing is decided about anybody.
            moved = pages.moved_page(page.run, number=request.GET.get("page"))
            remember(request, (one.profile_id for one in moved.people))
        looked_at = {"looked_at": page.run.basis if page.run else ""}
        return self.shown(
            request,
            "rehearsal",
            _("Rehearse %(version)s") % {"version": draft},
            status,
            page=page,
            draft=draft,
            moved=moved,
            form=form or PublishVersionForm(initial=looked_at),
            problems=problems,
            may_change=may_change,
        )
