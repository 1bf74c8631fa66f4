"""Every page of the portal and the states it can be in. What is missing fails the suite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from careers.assessments.models import Assessment
from careers.certifications.models import CatalogueChange
from careers.levels.actions import copy_to_draft
from careers.levels.models import Instrument
from careers.profiles.models import HeldCertification, User
from careers.teams.demo.loading import load
from tests.assessments.builders import (
    draft_assessment,
    instrument_now,
    page_url,
    question_url,
    submitted_assessment,
)
from tests.browser.acts import (
    answer_instead,
    choose,
    open_everything,
    press,
    send,
    send_from_elsewhere,
    try_instead,
)
from tests.browser.looking import Visit
from tests.factories import NOW, make_user
from tests.guard.world import make_records
from tests.roadmaps.changing import propose

TRIAL = "/roadmap/what-if/"


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who looks at the pages: people in every state."""

    nobody: User  # has done nothing
    beginner: User  # has begun and answered nothing
    ready: User  # has answered everything, and handed it in once before
    staff: User
    manager: User
    chief: User
    editor: User
    people: User
    auditor: User
    role: Group
    passwordless: User
    begun: Assessment
    complete: Assessment
    submitted: Assessment
    held: HeldCertification
    version: Instrument  # of the questions, not yet published
    change: CatalogueChange  # not yet published


def make_cast() -> Cast:
    load(people=16, today=date.today(), tell=lambda _made: None)
    Group.objects.create(name="Librarians")  # one that may be deleted
    beginner, ready, staff = make_user("Bo Begun"), make_user("Rea Ready"), demo_person("staff")
    passwordless = make_user("Pat Pending")
    passwordless.set_unusable_password()
    passwordless.save()
    EmailAddress.objects.create(user=passwordless, email="pat@new.example", verified=False)
    submitted = submitted_assessment(ready, "P7")
    make_records(staff, demo_person("manager"))
    return Cast(
        nobody=make_user("Nia New"),
        beginner=beginner,
        ready=ready,
        staff=staff,
        manager=demo_person("manager"),
        chief=demo_person("admin"),
        editor=demo_person("editor"),
        people=demo_person("people"),
        auditor=demo_person("auditor"),
        role=Group.objects.get(name="Librarians"),
        passwordless=passwordless,
        begun=Assessment.objects.create(
            profile=beginner.profile, instrument=instrument_now(), started_at=timezone.now()
        ),
        complete=draft_assessment(ready, "P3", now=timezone.now()),
        submitted=submitted,
        held=HeldCertification.objects.filter(profile=staff.profile)[0],
        version=copy_to_draft(instrument=instrument_now(), now=NOW),
        change=propose(demo_person("admin")),
    )


def demo_person(beginning: str) -> User:
    return User.objects.get(email__startswith=f"{beginning}@")


def main_pages(cast: Cast) -> list[Visit]:
    """What people see most, to be looked at in every way."""
    roadmap = reverse("roadmaps:detail", args=[cast.staff.profile.pk])
    result = page_url("result", Assessment.objects.filter(profile=cast.staff.profile)[0])
    return [
        Visit(address="/accounts/login/"),
        Visit(address="/", user=cast.nobody),
        Visit(address="/assessment/", user=cast.nobody),
        Visit(address="/", user=cast.beginner),
        Visit(address="/assessment/", user=cast.beginner),
        Visit(address=page_url("remit", cast.begun), user=cast.beginner),
        Visit(address=question_url(cast.begun, "A1"), user=cast.beginner),
        Visit(address=question_url(cast.begun, "C4"), user=cast.beginner, act=choose("4")),
        Visit(address=page_url("check", cast.begun), user=cast.beginner),
        Visit(address=page_url("check", cast.complete), user=cast.ready),
        Visit(address="/assessment/history/", user=cast.staff, act=open_everything),
        Visit(address="/", user=cast.staff),
        Visit(address=result, user=cast.staff, act=open_everything),
        Visit(address=roadmap, user=cast.staff, act=open_everything),
        Visit(address=f"{TRIAL}?competency=C1", user=cast.staff, act=try_instead("4")),
        Visit(address="/profile/", user=cast.staff),
        Visit(address="/profile/reminders/", user=cast.staff),
        Visit(address="/profile/certifications/add/", user=cast.staff),
        Visit(address="/certifications/", user=cast.staff),
        Visit(address="/certifications/ppso-advanced/", user=cast.staff, act=open_everything),
        Visit(address="/levels/", user=cast.staff, act=open_everything),
        Visit(address="/", user=cast.manager),
        Visit(address="/team/", user=cast.manager),
        Visit(address="/team/people/?sort=-gap", user=cast.manager, act=open_everything),
        Visit(address=f"/team/people/{cast.staff.profile.pk}/", user=cast.manager),
    ]


def account_pages(cast: Cast) -> list[Visit]:
    user = cast.passwordless
    confirmation = EmailConfirmationHMAC(
        EmailAddress.objects.get(user=user, email="pat@new.example")
    ).key
    reset = f"{user_pk_to_url_str(cast.staff)}-{default_token_generator.make_token(cast.staff)}"
    key = "/accounts/password/reset/key"
    wrong = {"login": "ada@example.org", "password": "wrong"}
    return [
        Visit(address="/accounts/login/", act=send("Sign in", **wrong), status=422),
        Visit(address="/accounts/signup/"),
        Visit(address="/accounts/signup/", act=press("Make my account"), status=422),
        Visit(address="/accounts/password/reset/"),
        Visit(address="/accounts/password/reset/", act=press("Send me the link"), status=422),
        Visit(address="/accounts/password/reset/done/"),
        Visit(address=f"{key}/{reset}/"),
        Visit(address=f"{key}/{reset}/", act=press("Save my new password"), status=422),
        Visit(address=f"{key}/1-not-a-key/"),
        Visit(address=f"{key}/done/"),
        Visit(address="/accounts/confirm-email/"),
        Visit(address=f"/accounts/confirm-email/{confirmation}/"),
        Visit(address="/accounts/confirm-email/not-a-key/"),
        Visit(address="/accounts/inactive/"),
        Visit(address="/accounts/email/", user=user),
        Visit(
            address="/accounts/email/", user=cast.staff, act=press("Add this address"), status=422
        ),
        Visit(address="/accounts/password/set/", user=user),
        Visit(address="/accounts/password/change/", user=cast.staff),
        Visit(
            address="/accounts/password/change/",
            user=cast.staff,
            act=press("Change my password"),
            status=422,
        ),
        Visit(address="/accounts/reauthenticate/", user=cast.staff),
        Visit(
            address="/accounts/reauthenticate/", user=cast.staff, act=press("Continue"), status=422
        ),
        Visit(address="/accounts/logout/", user=cast.staff),
    ]


def states(cast: Cast) -> list[Visit]:
    """Pages with a problem, with nothing on them, with a change just made; and refusals."""
    question, remit = question_url(cast.begun, "A1"), page_url("remit", cast.begun)
    check, done = page_url("check", cast.begun), question_url(cast.submitted, "A1")
    held = f"/profile/certifications/{cast.held.pk}"
    ready, staff = cast.ready, cast.staff
    step = "/roadmap/exclude/p3o-foundation/"
    theirs = reverse("roadmaps:detail", args=[staff.profile.pk])
    sign_in = "/accounts/login/"
    new_held, no_reason = "/profile/certifications/add/", press("Leave it out")
    return [
        Visit(address=sign_in, act=answer_instead("429.html", 429), status=429),
        Visit(address=sign_in, act=answer_instead("500.html", 500), status=500),
        Visit(address="/no-such-page/", status=404),
        Visit(address="/?q=%00", status=400),
        Visit(address=theirs, user=cast.nobody, status=404),
        Visit(address=theirs, user=cast.manager),
        Visit(address="/assessment/history/", user=cast.nobody),
        Visit(address=reverse("roadmaps:detail", args=[cast.nobody.profile.pk]), user=cast.nobody),
        Visit(address="/profile/", user=cast.nobody),
        Visit(address=remit, user=cast.beginner, act=press("Continue"), status=422),
        Visit(address=question, user=cast.beginner, act=press("Continue"), status=422),
        Visit(address=question, user=cast.beginner, act=choose("na")),
        Visit(address=question, user=cast.beginner, act=press("Continue"), status=422),
        Visit(address=question + "?from=check", user=cast.beginner),
        Visit(address=check, user=cast.beginner, act=press("Hand in"), status=422),
        Visit(address=page_url("discard", cast.begun), user=cast.beginner),
        Visit(address=done, user=ready, status=409),
        Visit(address="/assessment/", user=ready),
        Visit(address=page_url("result", cast.submitted), user=ready, act=open_everything),
        Visit(address=TRIAL, user=ready),
        Visit(address=f"{TRIAL}?competency=A3&answer=na", user=ready),
        Visit(address=f"{TRIAL}?competency=A3&answer=9", user=ready, status=422),
        Visit(address=f"{TRIAL}?assessment={cast.complete.pk}&competency=C1&answer=3", user=ready),
        Visit(address=f"{TRIAL}?assessment={cast.begun.pk}&competency=A1", user=cast.beginner),
        Visit(address=step, user=ready),
        Visit(address=step, user=ready, act=no_reason, status=422),
        Visit(address=step, user=ready, act=send("Leave it out", reason="Not offered here")),
        Visit(address="/profile/edit/", user=staff),
        Visit(address="/profile/edit/", user=staff, act=send("Save", name=""), status=422),
        Visit(address="/profile/edit/", user=staff, act=send_from_elsewhere("Save"), status=403),
        Visit(address="/profile/reminders/", user=staff, act=press("Save")),
        Visit(address=new_held, user=staff, act=press("Add it"), status=422),
        Visit(address=f"{held}/edit/", user=staff),
        Visit(address=f"{held}/remove/", user=staff),
        Visit(address="/certifications/?q=p3o", user=staff),
        Visit(address="/certifications/?q=nothing-like-it", user=staff),
    ]


def admin_pages(cast: Cast) -> list[Visit]:
    """Every page the administration offers for every kind of thing, and its own."""
    chief = cast.chief
    version, statement = cast.version.pk, cast.version.statements.all()[0].pk
    add = reverse("admin:certifications_certification_add")
    apps = sorted({model._meta.app_label for model in admin.site._registry})
    return [
        Visit(address="/admin/", user=chief),
        *(Visit(address="/admin/", user=one) for one in (cast.editor, cast.people, cast.auditor)),
        Visit(address=f"/admin/profiles/user/{chief.pk}/change/", user=cast.people),
        Visit(address=f"/admin/profiles/user/{cast.staff.pk}/change/", user=cast.auditor),
        Visit(address=f"/admin/auth/group/{cast.role.pk}/delete/", user=chief),
        Visit(address="/admin/password_change/done/", user=chief),
        Visit(address=f"/admin/profiles/user/{cast.staff.pk}/password/", user=chief),
        Visit(address="/admin/levels/level/add/", user=chief, status=403),
        Visit(address="/admin/logout/", user=chief, status=405),
        Visit(address=add, user=chief, act=press("Save"), status=422),
        Visit(address=f"/admin/levels/instrument/{version}/change/", user=chief),
        Visit(address=f"/admin/levels/instrument/{version}/delete/", user=chief),
        Visit(address=f"/admin/levels/statement/{statement}/delete/", user=chief),
        *(Visit(address=f"/admin/{app}/", user=chief) for app in apps),
        *(Visit(address=address, user=chief) for address in offered_by_admin(chief)),
    ]


def offered_by_admin(chief: User) -> list[str]:
    """The pages a superuser may open; whether that is right is the matter of tests/guard."""
    request = RequestFactory().get("/")
    request.user = chief
    found = []
    for model, page in admin.site._registry.items():
        thing = page.get_queryset(request).order_by("pk").first()
        assert thing is not None, f"There is no {model.__name__} to look at"
        start = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{start}_changelist"), reverse(f"{start}_history", args=[thing.pk])]
        if model is not CatalogueChange:  # it leads to the page of what it would do
            found.append(reverse(f"{start}_change", args=[thing.pk]))
        if page.has_add_permission(request):
            found.append(reverse(f"{start}_add"))
        if page.has_delete_permission(request, thing):
            found.append(reverse(f"{start}_delete", args=[thing.pk]))
    return found
