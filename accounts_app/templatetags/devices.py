"""Devices, in the words of the people who use them."""

from django import template

from accounts_app.sign_in.browser import browser_name

register = template.Library()
register.filter("browser_name", browser_name)
