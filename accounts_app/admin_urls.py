"""Addresses of the administration site. Loaded, with what every app registers there, when one of them is asked for."""

from django.contrib import admin

admin.autodiscover()
urlpatterns = admin.site.get_urls()
