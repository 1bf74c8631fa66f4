from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LevelsConfig(AppConfig):
    name = "careers.levels"
    verbose_name = _("Levels and questions")
