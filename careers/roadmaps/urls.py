from django.urls import path

from careers.roadmaps import views

app_name = "roadmaps"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:profile_pk>/", views.detail, name="detail"),
    path("<int:profile_pk>/comments/", views.comment, name="comment"),
    path("<int:profile_pk>/read/", views.read, name="read"),
    path("inputs/", views.inputs, name="inputs"),
    path("accept/", views.accept, name="accept"),
    path("decline/", views.decline, name="decline"),
    path("undo/<int:pk>/", views.undo, name="undo"),
    path("scenarios/", views.scenarios, name="scenarios"),
    path("scenarios/add/", views.add_scenario, name="add_scenario"),
    path("scenarios/<int:pk>/edit/", views.edit_scenario, name="edit_scenario"),
    path("scenarios/<int:pk>/remove/", views.remove_scenario, name="remove_scenario"),
    path("scenarios/<int:pk>/adopt/", views.adopt_scenario, name="adopt_scenario"),
    path("steps/<slug:key>/", views.step, name="step"),
    path("steps/<slug:key>/book/", views.book, name="book"),
    path("steps/<slug:key>/unbook/", views.unbook, name="unbook"),
    path("steps/<slug:key>/passed/", views.passed, name="passed"),
    path("steps/<slug:key>/not-passed/", views.not_passed, name="not_passed"),
    path("steps/<slug:key>/pin/", views.pin, name="pin"),
    path("steps/<slug:key>/release/", views.release, name="release"),
    path("steps/<slug:key>/figures/", views.figures, name="figures"),
    path("what-if/", views.what_if, name="what_if"),
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
    # Without its last slash an address opens the same: a redirect would tell it once more. Of two
    # routes with one name the later one makes the addresses.
    path("calendar/<str:token>", views.calendar, name="calendar"),
    path("calendar/<str:token>/", views.calendar, name="calendar"),
    path("shared/<str:token>", views.shared, name="shared"),
    path("shared/<str:token>/", views.shared, name="shared"),
]
