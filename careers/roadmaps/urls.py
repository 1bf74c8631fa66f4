from django.urls import path

from careers.roadmaps import views

app_name = "roadmaps"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:profile_pk>/", views.detail, name="detail"),
    path("target/", views.target, name="target"),
    path("exclude/<slug:key>/", views.exclude, name="exclude"),
    path("include/<slug:key>/", views.include, name="include"),
]
