"""Addresses of the statistics that readers' browsers ask for."""

from django.urls import path

from stats import views

app_name = "stats"

urlpatterns = [path("live.json", views.live, name="live")]
