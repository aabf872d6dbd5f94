#!/bin/sh
# relocate.sh MAJOR.MINOR: unpacks the packages in this folder and moves their Python to /usr/local.
set -eu
version=$1
for deb in ./*.deb; do dpkg-deb -x "$deb" unpacked; done
from=$PWD/unpacked/usr
triplet=$(basename "$(ls -d "$from"/include/*-linux-gnu)")

mkdir -p /usr/local/bin /usr/local/include /usr/local/lib/pkgconfig
cp -a "$from/bin/python$version" "$from/bin/idle-python$version" "$from/bin/pydoc$version" /usr/local/bin/
cp -a "$from/bin/$triplet-python$version-config" "/usr/local/bin/python$version-config"
cp -a "$from/lib/python$version" /usr/local/lib/
cp -a "$from/include/python$version" /usr/local/include/
# One architecture, one folder: the generated header takes the place of the one that chooses.
cp -a "$from/include/$triplet/python$version/pyconfig.h" "/usr/local/include/python$version/"
cp -a "$from/lib/$triplet"/libpython"$version".so* /usr/local/lib/
cp -a "$from/lib/$triplet"/pkgconfig/python-"$version"*.pc /usr/local/lib/pkgconfig/

cd "/usr/local/lib/python$version"
mkdir -p site-packages ensurepip/_bundled
cp -a "$from"/share/python-wheels/pip-*.whl ensurepip/_bundled/
# What Debian adds for its own system Python, and the static libraries and tests that the official image leaves out.
rm -f EXTERNALLY-MANAGED sitecustomize.py _distutils_system_mod.py
find . -name 'libpython*' -delete
find . -depth -type d \( -name test -o -name tests -o -name idle_test -o -name __pycache__ \) -exec rm -r {} +

cp /relocate/sitecustomize.py .
"/usr/local/bin/python$version" -I -S -B /relocate/relocate.py "$version" "$triplet"

rm -r /packages
cd /usr/local/bin
ln -s "python$version" python3
ln -s "python$version-config" python3-config
mv "idle-python$version" "idle$version"
ln -s "idle$version" idle3
ln -s "pydoc$version" pydoc3
PYTHONDONTWRITEBYTECODE=1 "./python$version" -m ensurepip --default-pip
for name in idle pydoc python python-config; do ln -s "$(echo "$name" | sed 's/^[a-z]*/&3/')" "$name"; done

python - "$version" <<'CHECK'
import site, sys, sysconfig
version = sys.argv[1]
home = f'/usr/local/lib/python{version}'
paths = sysconfig.get_paths()
expected = {'stdlib': home, 'purelib': f'{home}/site-packages', 'platlib': f'{home}/site-packages',
	'scripts': '/usr/local/bin', 'include': f'/usr/local/include/python{version}', 'data': '/usr/local'}
wrong = {name: paths[name] for name, path in expected.items() if paths[name] != path}
wrong |= {name: value for name, value in sysconfig.get_config_vars().items()
	if isinstance(value, str) and '/usr/lib/python' in value}
if sys.prefix != '/usr/local' or site.getsitepackages() != [f'{home}/site-packages'] or wrong:
	sys.exit(f'this Python is not at home in /usr/local: {sys.prefix} {site.getsitepackages()} {wrong}')
CHECK
find /usr/local -depth -name __pycache__ -exec rm -r {} +
