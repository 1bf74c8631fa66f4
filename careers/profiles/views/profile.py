from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careers.profiles import actions, queries
from careers.profiles.forms import AddHeldForm, HeldForm, ProfileForm
from careers.profiles.models import HeldCertification

UNPROCESSABLE = 422
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def _own_held(request: HttpRequest, pk: int) -> HeldCertification:
    own = HeldCertification.objects.owned_by(request.user).select_related("certification")
    return get_object_or_404(own, pk=pk)


@require_safe
def detail(request: HttpRequest) -> HttpResponse:
    page = queries.own_page(request.user, now=timezone.now())
    return render(request, "profiles/detail.html", {"page": page, "profile": page.profile})


@page_with_form
def edit(request: HttpRequest) -> HttpResponse:
    profile = queries.profile_of(request.user)
    initial = {"name": profile.user.name, "job_title": profile.job_title}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        form.save(profile)
        messages.success(request, _("Your profile is saved."))
        return redirect("profiles:detail")
    context = {"form": form, "profile": profile}
    return render(request, "profiles/edit.html", context, status=_status(form))


@page_with_form
def add_held(request: HttpRequest) -> HttpResponse:
    form = AddHeldForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        initial={"certification": request.GET.get("certification", "")},
    )
    if form.is_valid():
        profile = queries.profile_of(request.user)
        certification = form.cleaned_data["certification"]
        try:
            actions.add_held(profile=profile, certification=certification, **form.values())
        except actions.AlreadyHeld as fault:
            form.refuse_duplicate(fault)
        else:
            messages.success(request, _("%(name)s is recorded.") % {"name": certification.name})
            return redirect("profiles:detail")
    return render(request, "profiles/add_held.html", {"form": form}, status=_status(form))


@page_with_form
def edit_held(request: HttpRequest, pk: int) -> HttpResponse:
    held = _own_held(request, pk)
    data = request.POST if request.method == "POST" else None
    form = HeldForm.for_held(held, data, today=timezone.localdate())
    if form.is_valid():
        try:
            actions.change_held(held=held, **form.values())
        except HeldCertification.DoesNotExist as gone:
            raise Http404 from gone
        messages.success(request, _("%(name)s is saved.") % {"name": held.certification.name})
        return redirect("profiles:detail")
    context = {"form": form, "held": held}
    return render(request, "profiles/edit_held.html", context, status=_status(form))


@page_with_form
def remove_held(request: HttpRequest, pk: int) -> HttpResponse:
    held = _own_held(request, pk)
    if request.method == "POST":
        actions.remove_held(held=held)
        messages.success(request, _("%(name)s is removed.") % {"name": held.certification.name})
        return redirect("profiles:detail")
    return render(request, "profiles/remove_held.html", {"held": held})


def _status(form: ProfileForm | HeldForm) -> int:
    return UNPROCESSABLE if form.errors else 200
