#!/bin/sh
# Runs in namespaces of its own, makes the root folder its root and becomes dockerd.
#
# engine.sh ROOT DATA RUN 4>PIPE
set -eu

main() {
	root=$1 data=$2 run=$3
	export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

	# Recursive: the tmpfs on /run is there already. Read-only, so that installations can share one root folder.
	mount --rbind "$root" "$root"
	mount -o remount,bind,ro "$root"
	mount -t tmpfs -o mode=755,size=64k dev "$root/dev"
	for device in null zero full random urandom tty; do
		: >"$root/dev/$device"
		mount --bind "/dev/$device" "$root/dev/$device"
	done
	mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue"
	ln -s /proc/self/fd "$root/dev/fd"
	mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
	ln -s pts/ptmx "$root/dev/ptmx"
	mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
	mount -t mqueue mqueue "$root/dev/mqueue"
	mount -t tmpfs -o mode=1777 tmp "$root/tmp"
	mount -t proc proc "$root/proc"
	mount -t sysfs sysfs "$root/sys"
	mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
	mount --bind "$data" "$root/var/lib/docker"
	mount --bind "$run" "$root/run/host"

	# Not chroot: `docker exec` finds the way out of one.
	cd "$root"
	pivot_root . .
	umount -l .
	cd /

	hostname stagecraft
	ip link set lo up
	echo unshared >&4
	exec 4>&-
	cat /run/signs/connected >/dev/null
	guard
	isolate_builds
	# The public certificates and those that only this host trusts.
	export SSL_CERT_FILE=/run/host/certificates.pem
	exec dockerd --config-file /run/host/daemon.json $icc
}

# Routes instead of packet filters: dockerd rewrites filters, but never looks at other tables, and a refusal is
# immediate. What main says about networks of this namespace (bridges, tap0) comes first, then what must not be reached,
# then main's way out. Table 51: of slirp4netns' own network only the resolver. Table 52: not public, or the host's.
guard() {
	ip link show tap0 >/dev/null
	# Or most refusals would not be told, and what was refused would wait for its own timeout.
	sysctl -qw net.ipv4.icmp_ratelimit=0
	sysctl -qw net.ipv6.conf.tap0.disable_ipv6=1 2>/dev/null || true
	for range in 0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 \
		224.0.0.0/4 240.0.0.0/4; do
		ip route add prohibit "$range" table 52
	done
	ip route add 10.0.2.3/32 dev tap0 table 51
	ip route add prohibit 10.0.2.0/24 table 51
	ip rule add pref 100 lookup 51
	ip rule add pref 110 lookup main suppress_prefixlength 0
	ip rule add pref 120 lookup 52
}

# RUN steps of different people share the default bridge and must not reach each other.
isolate_builds() {
	icc=
	if [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; then
		icc=--icc=false
	else
		# Not worth refusing to start for: on one's own machine all builds are one's own.
		ebtables -A FORWARD --logical-in docker0 -j DROP ||
			echo 'This kernel cannot filter between containers: steps of concurrent builds can reach each other.' >&2
	fi
}

main "$@"
