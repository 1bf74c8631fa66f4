from django.urls import path

from careers.teams import views

app_name = "teams"
urlpatterns = [
    path("", views.home, name="home"),
    path("team/", views.index, name="index"),
    path("team/money/", views.money, name="money"),
    path("team/money/budget/", views.budget, name="budget"),
    path("team/cover/", views.cover, name="cover"),
    path("team/compare/", views.compare, name="compare"),
    path("team/people/", views.people, name="people"),
    path("team/people/people.csv", views.export_csv, name="export_csv"),
    path("team/people/people.xlsx", views.export_xlsx, name="export_xlsx"),
    path("team/people/<int:profile_pk>/", views.review, name="review"),
    path("team/people/<int:profile_pk>/rate/", views.rate, name="rate"),
    path("team/people/<int:profile_pk>/agree/", views.agree_plan, name="agree_plan"),
    path(
        "team/people/<int:profile_pk>/steps/<slug:key>/release/",
        views.release_step,
        name="release_step",
    ),
    path(
        "team/people/<int:profile_pk>/steps/<slug:key>/experience/",
        views.confirm_experience,
        name="confirm_experience",
    ),
]
