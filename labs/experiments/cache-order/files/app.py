"""Says which Flask it runs on."""

from importlib.metadata import version

print("flask", version("flask"))
