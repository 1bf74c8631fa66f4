from django.urls import path

from careers.assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.start, name="start"),
    path("history/", views.history, name="history"),
    path("<int:pk>/remit/", views.remit, name="remit"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/result/", views.result, name="result"),
    path("<int:pk>/review/accept/", views.accept_review, name="accept_review"),
    path("<int:pk>/review/reply/", views.reply_to_review, name="reply_to_review"),
    path("<int:pk>/<slug:code>/", views.question, name="question"),
    path("<int:pk>/<slug:code>/save/", views.save_answer, name="save_answer"),
]
