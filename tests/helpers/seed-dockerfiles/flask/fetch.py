"""fetch.py COMMAND...: starts the command, asks the service on port 5000 for its first page, and prints that."""
import subprocess
import sys
import time
import urllib.error
import urllib.request

service = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
try:
    while service.poll() is None:
        try:
            with urllib.request.urlopen('http://127.0.0.1:5000/', timeout=5) as answer:
                print(answer.read().decode().strip())
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    else:
        sys.exit(f'the service ended with {service.returncode}')
finally:
    service.kill()
