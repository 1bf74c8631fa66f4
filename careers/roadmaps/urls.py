from django.urls import path

from careers.roadmaps import views

app_name = "roadmaps"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:profile_pk>/", views.detail, name="detail"),
    path("target/", views.target, name="target"),
    path("exclude/<slug:key>/", views.exclude, name="exclude"),
    path("include/<slug:key>/", views.include, name="include"),
    path("<int:profile_pk>/paper/", views.paper, name="paper"),
    path("<int:profile_pk>/roadmap.csv", views.export_csv, name="export_csv"),
    path("<int:profile_pk>/roadmap.json", views.export_json, name="export_json"),
    path("sharing/", views.sharing, name="sharing"),
    path("sharing/calendar/new/", views.new_feed, name="new_feed"),
    path("sharing/calendar/revoke/", views.revoke_feed, name="revoke_feed"),
    path("sharing/links/new/", views.add_link, name="add_link"),
    path("sharing/links/<int:pk>/revoke/", views.revoke_link, name="revoke_link"),
    path("calendar/<str:token>/", views.calendar, name="calendar"),
    path("shared/<str:token>/", views.shared, name="shared"),
]
