from django.urls import path

from careers.profiles import views

app_name = "profiles"
urlpatterns = [
    path("", views.detail, name="detail"),
    path("edit/", views.edit, name="edit"),
    path("reminders/", views.reminders, name="reminders"),
    path("looks/", views.looks, name="looks"),
    path("absence/", views.absence, name="absence"),
    path("absence/<int:pk>/end/", views.end_absence, name="end_absence"),
    path("certifications/add/", views.add_held, name="add_held"),
    path("certifications/<int:pk>/edit/", views.edit_held, name="edit_held"),
    path("certifications/<int:pk>/remove/", views.remove_held, name="remove_held"),
]
