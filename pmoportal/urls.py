from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from pmoportal.views import change_password, health

# One way in: the administration is behind the same sign-in, with the same limits, as the portal.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = change_password  # type: ignore[method-assign, assignment]

handler400 = "pmoportal.errors.bad_request"
handler403 = "pmoportal.errors.forbidden"
handler404 = "pmoportal.errors.not_found"

urlpatterns = [
    path("", include("careers.teams.urls")),
    path("assessment/", include("careers.assessments.urls")),
    path("roadmap/", include("careers.roadmaps.urls")),
    path("profile/", include("careers.profiles.urls")),
    path("certifications/", include("careers.certifications.urls")),
    path("levels/", include("careers.levels.urls")),
    path("accounts/", include("careers.profiles.account_urls")),
    path("health/", health, name="health"),
    path("admin/", admin.site.urls),
]
