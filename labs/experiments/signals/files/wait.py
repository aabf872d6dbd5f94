"""Waits, and says so when it is told to stop."""

import signal
import sys


def stop(_number, _frame):
    print("stopping", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
print("waiting", flush=True)
while True:
    signal.pause()
