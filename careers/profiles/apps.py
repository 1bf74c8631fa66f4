from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from careers.profiles.checks import site_address


class ProfilesConfig(AppConfig):
    name = "careers.profiles"
    verbose_name = _(
        "People"
    )  # as in the menu of the administration (careers/teams/admin_sections.py)

    def ready(self) -> None:
        checks.register(site_address, deploy=True)
