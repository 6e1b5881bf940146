"""The product's addresses and views that do nothing behind the same middleware: for everybody, and behind the door."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from accounts_app import access


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello, world")


@access.staff_page
def hello_staff(request: HttpRequest) -> HttpResponse:
    """What every staff page pays before it begins: session, person, memberships."""
    return HttpResponse("hello, world")


urlpatterns = [path("hello/", hello), path("hello-staf/", hello_staff), path("", include("govmonitor.urls"))]
