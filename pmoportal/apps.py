from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's administration with our frame around it."""

    default_site = "careers.teams.admin_views.Administration"
