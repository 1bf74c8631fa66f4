from django.urls import path

from careers.levels import views

app_name = "levels"
urlpatterns = [path("", views.index, name="index")]
