from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from careers.profiles import queries
from careers.profiles.forms import RemindersForm
from careers.profiles.views.profile import UNPROCESSABLE, page_with_form


@page_with_form
def reminders(request: HttpRequest) -> HttpResponse:
    profile = queries.profile_of(request.user)
    choice = queries.reminder_choice_of(profile)
    form = RemindersForm.for_choice(choice, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save(profile)
        messages.success(request, _("Your choice is saved."))
        return redirect("profiles:reminders")
    context = {"form": form, "profile": profile}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "profiles/reminders.html", context, status=status)
