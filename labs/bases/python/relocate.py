"""relocate.py VERSION TRIPLET: takes Debian's own places out of the Python in /usr/local.

Debian compiles with the prefix /usr and keeps three folders for packages (dist-packages) apart. The interpreter finds
its library from where it stands, so only what is written down in text has to change. Every change must find its
place: a new Debian version that differs stops the build here and not on a learner's machine.
"""
import pathlib
import re
import sys

version, triplet = sys.argv[1:]
home = pathlib.Path('/usr/local/lib') / f'python{version}'


def change(path, *replacements):
	text = path.read_text()
	for pattern, new in replacements:
		text, count = re.subn(pattern, new, text, flags=re.DOTALL | re.MULTILINE)
		if count == 0:
			sys.exit(f'{path} has no place that matches {pattern!r}')
	path.write_text(text)


# One folder for packages, as upstream has it; sitecustomize.py does the same for the frozen site module.
change(
	home / 'sysconfig' / '__init__.py',
	(r"^    'deb_system': \{.*?^        \},\n^    'posix_local': \{.*?^        \},\n", ''),
	(r", 'posix_local', 'deb_system'\)", ')'),
	(r'^    if sys\.base_prefix != sys\.prefix or .*?(?=^    return \{)', ''),
	(r"'prefix': prefix_scheme", "'prefix': 'posix_prefix'"),
)
change(
	home / 'ensurepip' / '__init__.py',
	(r'^def _ensurepip_is_disabled_in_debian_for_system\(\):.*?^    sys\.exit\(1\)\n', ''),
	(r'^    _ensurepip_is_disabled_in_debian_for_system\(\)\n', ''),
)

# What the build wrote down about its places.
library_folder = (rf'/usr/lib/{triplet}', '/usr/local/lib')
build_options = (
	(r"--prefix=/usr'", r"--prefix=/usr/local'"),
	(r" '--with-wheel-pkg-dir=[^']*'", ''),
	(r" '--without-ensurepip'", ''),
)
change(
	home / f'_sysconfigdata__linux_{triplet}.py',
	library_folder,
	*build_options,
	(rf'/usr/(lib|include|bin)/python{version}', rf'/usr/local/\1/python{version}'),
	(r"'(BINDIR)': '/usr/bin'", r"'\1': '/usr/local/bin'"),
	(r"'(CONFINCLUDEDIR|INCLUDEDIR)': '/usr/include'", r"'\1': '/usr/local/include'"),
	(r"'INCLDIRSTOMAKE': '/usr/include /usr/include", "'INCLDIRSTOMAKE': '/usr/local/include /usr/local/include"),
	(r"'(SCRIPTDIR)': '/usr/lib'", r"'\1': '/usr/local/lib'"),
	(r"'(MANDIR|datarootdir)': '/usr/share", r"'\1': '/usr/local/share"),
	(r"'(prefix|exec_prefix)': '/usr'", r"'\1': '/usr/local'"),
	(r"'DESTDIRS': '/usr ", "'DESTDIRS': '/usr/local "),
	(r"'WHEEL_PKG_DIR': '[^']*'", "'WHEEL_PKG_DIR': None"),
)
change(
	home / f'config-{version}-{triplet}' / 'Makefile',
	library_folder,
	*build_options,
	(r'^(prefix=\s*)/usr$', r'\1/usr/local'),
	(r'^(WHEEL_PKG_DIR=).*?$', r'\1'),
)
change(
	pathlib.Path(f'/usr/local/bin/python{version}-config'),
	(r'^prefix="/usr"$', 'prefix="/usr/local"'),
	(rf'/usr/lib/{triplet}', '/usr/local/lib'),
)
packages = pathlib.Path('/usr/local/lib/pkgconfig')
prefix_line = (r'^prefix=/usr$', 'prefix=/usr/local')
change(packages / f'python-{version}.pc', prefix_line, (rf' -I\$\{{includedir\}}/{triplet}/python{version}', ''))
change(packages / f'python-{version}-embed.pc', prefix_line, library_folder)

scripts = [path for path in home.rglob('*.py') if path.read_bytes().startswith(b'#! /usr/bin/python')]
scripts += [pathlib.Path('/usr/local/bin') / name for name in (f'idle-python{version}', f'pydoc{version}')]
for path in scripts:
	change(path, (r'\A#! ?/usr/bin/python', '#!/usr/local/bin/python'))
