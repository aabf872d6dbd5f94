#!/bin/sh
# unpack.sh MAJOR.MINOR: that Go of Debian's development suite, as one folder in /usr/local/go.
set -eu
version=$1
sed -n '1,/^$/p' /etc/apt/sources.list.d/debian.sources | sed 's/^Suites: .*/Suites: sid/' > /packages/sid.sources
fetch() {
	apt-get -o Dir::Etc::sourcelist=/packages/sid.sources -o Dir::Etc::sourceparts=- \
		-o Acquire::Check-Valid-Until=false "$@"
}
fetch update
fetch download "golang-$version-go" "golang-$version-src"
for deb in ./*.deb; do dpkg-deb -x "$deb" unpacked; done

# Debian parts the tree over two folders with links between them; the official one is a single folder.
mv "unpacked/usr/share/go-$version" /usr/local/go
find "unpacked/usr/lib/go-$version" -type l -delete
cp -a "unpacked/usr/lib/go-$version/." /usr/local/go/
rm -r /packages
broken=$(find /usr/local/go -xtype l)
if [ -n "$broken" ]; then
	echo "links to nothing in the Go tree: $broken" >&2
	exit 1
fi
cd /
test "$(/usr/local/go/bin/go env GOROOT)" = /usr/local/go
