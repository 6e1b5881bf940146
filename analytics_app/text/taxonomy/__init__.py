"""The taxonomy as data: classes, keywords and words. Every label carries its version."""

VERSION = "1.1.0"
