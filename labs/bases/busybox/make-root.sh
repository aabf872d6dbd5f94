#!/bin/sh
# Lays the busybox program of the package in this folder out as a root file system in /made.
set -eu
dpkg-deb -x busybox-static_*.deb unpacked
mkdir -p /made/bin /made/etc/ssl/certs /made/home /made/lib /made/root /made/usr /made/var/spool/mail /made/var/www
mkdir -m 1777 /made/tmp
chmod 700 /made/root
install -m 755 unpacked/usr/bin/busybox /made/bin/busybox
ln -s ../bin /made/usr/sbin
ln -s ../bin /made/usr/bin
for name in $(/made/bin/busybox --list); do
	# Hard links, as in the official image: they cost nothing and no link target has to be resolved.
	[ "$name" = busybox ] || ln /made/bin/busybox "/made/bin/$name"
done
ln -s bin /made/sbin

printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'daemon:x:1:1:daemon:/usr/sbin:/bin/false' 'bin:x:2:2:bin:/bin:/bin/false' \
	'sys:x:3:3:sys:/dev:/bin/false' 'sync:x:4:100:sync:/bin:/bin/sync' 'mail:x:8:8:mail:/var/spool/mail:/bin/false' \
	'www-data:x:33:33:www-data:/var/www:/bin/false' 'operator:x:37:37:Operator:/var:/bin/false' \
	'nobody:x:65534:65534:nobody:/home:/bin/false' > /made/etc/passwd
printf '%s\n' 'root:x:0:' 'daemon:x:1:' 'bin:x:2:' 'sys:x:3:' 'adm:x:4:' 'tty:x:5:' 'disk:x:6:' 'lp:x:7:' 'mail:x:8:' \
	'kmem:x:9:' 'wheel:x:10:root' 'cdrom:x:11:' 'dialout:x:18:' 'floppy:x:19:' 'video:x:28:' 'audio:x:29:' 'tape:x:32:' \
	'www-data:x:33:' 'operator:x:37:' 'utmp:x:43:' 'plugdev:x:46:' 'staff:x:50:' 'lock:x:54:' 'netdev:x:82:' 'users:x:100:' \
	'nobody:x:65534:' > /made/etc/group
printf 'root:*:::::::\ndaemon:*:::::::\nnobody:*:::::::\n' > /made/etc/shadow
chmod 600 /made/etc/shadow

# Extra certificate authorities of the host, when the debian base carries any.
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
	cp /etc/ssl/certs/ca-certificates.crt /made/etc/ssl/certs/
else
	rm -r /made/etc/ssl
fi
