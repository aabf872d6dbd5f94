#!/bin/sh
# Lays the packages of the npm registry in /packages out in /made as Node's own archive has them.
set -eu
mkdir -p /made/usr/local/bin /made/usr/local/lib/node_modules /made/opt
unpack() {
	mkdir -p "$2"
	tar -x -z -f "$1" -C "$2" --strip-components=1 --no-same-owner
}

unpack /packages/node-linux-*.tgz /unpacked
mv /unpacked/bin/node /made/usr/local/bin/
chmod 755 /made/usr/local/bin/node
for part in CHANGELOG.md LICENSE README.md include share; do
	[ ! -e "/unpacked/$part" ] || mv "/unpacked/$part" /made/usr/local/
done
rm -r /unpacked
# Headers of other processors: 34 MB that no build on this one reads.
case "$(dpkg --print-architecture)" in
amd64) headers=linux-x86_64 ;;
arm64) headers=linux-aarch64 ;;
*) echo "no Node package for this processor" >&2 && exit 1 ;;
esac
archs=/made/usr/local/include/node/openssl/archs
[ ! -d "$archs" ] || find "$archs" -mindepth 1 -maxdepth 1 ! -name "$headers" -exec rm -r {} +

modules=/made/usr/local/lib/node_modules
unpack /packages/npm-*.tgz "$modules/npm"
unpack /packages/corepack-*.tgz "$modules/corepack"
yarn=$(basename /packages/yarn-*.tgz .tgz | sed 's/^yarn-/yarn-v/')
unpack /packages/yarn-*.tgz "/made/opt/$yarn"
chmod 755 "$modules"/npm/bin/*-cli.js "$modules"/corepack/dist/corepack.js "/made/opt/$yarn"/bin/*

cd /made/usr/local/bin
ln -s node nodejs
ln -s ../lib/node_modules/npm/bin/npm-cli.js npm
ln -s ../lib/node_modules/npm/bin/npx-cli.js npx
ln -s ../lib/node_modules/corepack/dist/corepack.js corepack
ln -s "/opt/$yarn/bin/yarn" yarn
ln -s "/opt/$yarn/bin/yarnpkg" yarnpkg
