"""Gives this Python the one folder for packages that upstream has.

Debian's interpreter has its own site module frozen into the program, which looks for dist-packages. Python imports
this file at every start, right after that module did its work.
"""
import os
import site
import sys


def getsitepackages(prefixes=None):
	"""Same contract as upstream's site.getsitepackages."""
	version = f'python{sys.version_info.major}.{sys.version_info.minor}'
	folders = [os.path.join(prefix, 'lib', version, 'site-packages') for prefix in prefixes or site.PREFIXES]
	return list(dict.fromkeys(folders))


site.getsitepackages = getsitepackages
for _folder in getsitepackages():
	if _folder not in sys.path and os.path.isdir(_folder):
		site.addsitedir(_folder)
