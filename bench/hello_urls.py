"""The product's addresses and one view that does nothing, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello, world")


urlpatterns = [path("hello/", hello), path("", include("govmonitor.urls"))]
