#!/bin/sh
# unpack.sh GROUP PACKAGE...: the files of these packages, without manuals, translations and tools, in /made.
set -eu
group=$1
shift
mkdir -p /made/var/lib/dpkg/status.d /packages
cd /packages
/shared/download "$@"

if [ "$group" = static ]; then
	mkdir -p /made/usr/bin /made/usr/sbin /made/usr/lib /made/usr/lib64 /made/etc/ssl/certs
	mkdir -p /made/root /made/home/nonroot /made/proc /made/sys /made/dev /made/run /made/tmp /made/var/tmp
	# Merged /usr first, so that every later package falls into place and the loader is found under /lib64.
	for folder in bin lib lib64 sbin; do ln -s "usr/$folder" "/made/$folder"; done
	ln -s /run /made/var/run
	chmod 1777 /made/tmp /made/var/tmp
	chmod 700 /made/root /made/home/nonroot
	chown 65532:65532 /made/home/nonroot
	printf '%s\n' 'root:x:0:0:root:/root:/sbin/nologin' 'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin' \
		'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin' > /made/etc/passwd
	printf '%s\n' 'root:x:0:' 'nobody:x:65534:' 'tty:x:5:' 'staff:x:50:' 'nonroot:x:65532:' > /made/etc/group
	echo 'hosts: files dns' > /made/etc/nsswitch.conf
fi

for deb in ./*.deb; do
	# One file for each package: what scanners read to know the contents.
	dpkg-deb -f "$deb" > "/made/var/lib/dpkg/status.d/$(dpkg-deb -f "$deb" Package)"
	dpkg-deb --fsys-tarfile "$deb" | tar -x -C /made --keep-directory-symlink -f - \
		--exclude='./usr/share/man' --exclude='./usr/share/locale' --exclude='./usr/share/lintian' \
		--exclude='./usr/share/info' --exclude='./usr/share/bug' --exclude='./usr/share/doc-base' \
		--exclude='./usr/share/doc/*/[!c]*' --exclude='./usr/share/doc/*/changelog*' --exclude='./usr/share/pixmaps' \
		--exclude='./usr/share/applications' --exclude='./usr/share/binfmts' --exclude='./usr/share/gcc' \
		--exclude='./usr/share/gdb' --exclude='./usr/share/python3' --exclude='./usr/sbin' \
		--exclude='./etc/ca-certificates' --exclude='./etc/update-motd.d' --exclude='./usr/lib/*/gconv' \
		--exclude='./usr/bin/*.sh' --exclude='./usr/bin/*ldd' --exclude='./usr/bin/py*clean' \
		--exclude='./usr/bin/py*compile' --exclude='./usr/bin/py*versions' --exclude='./usr/bin/pydoc*'
done

case "$group" in
static)
	cat $(find /made/usr/share/ca-certificates -name '*.crt' | sort) > /made/etc/ssl/certs/ca-certificates.crt
	# Extra certificate authorities of the host, when the debian base carries any.
	if ls /usr/local/share/ca-certificates/*.crt > /dev/null 2>&1; then
		cat /usr/local/share/ca-certificates/*.crt >> /made/etc/ssl/certs/ca-certificates.crt
	fi
	rm -r /made/usr/share/ca-certificates
	;;
python3)
	ln -s python3.13 /made/usr/bin/python
	find /made -name __pycache__ -prune -exec rm -r {} +
	rm -rf /made/usr/lib/python3.13/ensurepip /made/usr/lib/python3.13/idlelib /made/usr/lib/python3.13/test
	;;
esac
