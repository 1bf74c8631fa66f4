from django.urls import path

from careers.certifications import views

app_name = "certifications"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:key>/", views.detail, name="detail"),
]
