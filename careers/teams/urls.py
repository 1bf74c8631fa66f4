from django.urls import path

from careers.teams import views

app_name = "teams"
urlpatterns = [
    path("", views.home, name="home"),
    path("team/", views.index, name="index"),
    path("team/people/<int:profile_pk>/", views.review, name="review"),
]
