"""The example world ("Data contoh"): invented messages of invented accounts, made anew for any day. Pure Python.

``build_world`` in world.py gives it whole; files.py writes it in the formats that users have.
"""
