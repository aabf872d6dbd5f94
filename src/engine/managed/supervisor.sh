#!/bin/sh
# First process of the managed engine's pid namespace. It sees the host's files and the host's network; the engine does
# not. Everything of one engine is a child of this process, so that its end is the end of all of them.
#
# supervisor.sh ROOT DATA RUN LOCK NAME GRACE CGROUP_ROOT...
#   ROOT  the root folder, only read   DATA   becomes /var/lib/docker   RUN  holds the socket, daemon.json, holders
#   LOCK  the installation's lock      NAME   of its cgroups            GRACE  seconds to live after the last holder
#
# The whole script is one function, read before it runs: an update of the file must not change a running supervisor.
set -u

main() {
	# Below, all processes of this namespace are killed: outside of one that would be all of the machine.
	[ "$$" = 1 ] || exit 70
	root=$1 data=$2 run=$3 lock=$4 name=$5 grace=$6
	shift 6
	here=$(dirname "$0")

	# The other way to find out who is inside; mounts of this namespace stay in it.
	mount -t proc proc /proc || exit 70
	# One tmpfs is /run on both sides, for the signs between supervisor and engine.
	mount -t tmpfs -o mode=755,size=64m run "$root/run" || exit 70
	mkdir "$root/run/signs" "$root/run/host"
	mkfifo "$root/run/signs/unshared" "$root/run/signs/connected"

	unshare --net --ipc --uts --mount --propagation private sh "$here/engine.sh" "$root" "$data" "$run" \
		4>"$root/run/signs/unshared" &
	engine=$!
	trap 'kill -TERM "$engine"' TERM

	# slirp4netns given a process that has not left the host's network yet would configure the host's network.
	# Nothing is read when it failed.
	read -r sign <"$root/run/signs/unshared"
	[ "$sign" = unshared ] || exit 70
	connect &
	watch_addresses &
	watch_holders &

	# Reaps orphans of the engine too. A trapped signal interrupts the wait.
	while kill -0 "$engine" 2>/dev/null; do wait "$engine"; done
	trap '' TERM
	kill -KILL -1 2>/dev/null
	wait
	remove_cgroups "$@"
	rm -f "$run/docker.sock"
}

# A network in user space: no interface, rule or forwarding on the host. It runs from the root folder by that folder's
# own loader, but in the host's view of the files, since it follows the host's resolv.conf.
connect() {
	for loader in "$root"/lib64/ld-linux-*.so.* "$root"/lib/ld-linux-*.so.*; do
		[ -x "$loader" ] && break
	done
	for libraries in "$root"/usr/lib/*-linux-gnu; do
		[ -d "$libraries" ] && break
	done
	# End of file on this pipe is the sign to the engine; it comes as well when something fails here.
	exec 3>"$root/run/signs/connected"
	guard_host_addresses || exit 70
	exec "$loader" --library-path "$libraries" "$root/usr/bin/slirp4netns" \
		--configure --mtu=65520 --disable-host-loopback --enable-sandbox --enable-seccomp --ready-fd=3 \
		"$engine" tap0
}

# What slirp4netns connects to, the host connects to: the host's own addresses would lead to the host itself.
guard_host_addresses() {
	chroot "$root" ip -4 -oneline address show |
		sed -n 's/.* inet \([0-9.]*\).*/route replace prohibit \1\/32 table 52/p' >"$root/run/signs/host-addresses"
	nsenter --net="/proc/$engine/ns/net" chroot "$root" ip -batch /run/signs/host-addresses
}

watch_addresses() {
	chroot "$root" ip -4 -oneline monitor address | while read -r _; do guard_host_addresses; done
}

# Each holder keeps the pipe open, so the kernel tells when the last one is gone, however it went. A holder that stops
# the engine in order writes `stop`.
watch_holders() {
	while :; do
		while read -r word; do
			[ "$word" = stop ] && kill -TERM "$engine"
		done <"$run/holders"
		held_within "$grace" && continue
		# Under the lock nobody can become a holder any more. It is let go when this process ends with the others.
		if [ -f "$lock" ]; then
			exec 9>"$lock"
			flock 9
			held_within 1 && exec 9>&- && continue
		fi
		kill -TERM "$engine"
		return
	done
}

# Opening the pipe waits for somebody who has it open for writing.
held_within() {
	timeout "$1" sh -c ': <"$1"' - "$run/holders"
}

remove_cgroups() {
	for hierarchy in "$@"; do
		[ -d "$hierarchy/$name" ] && find "$hierarchy/$name" -depth -type d -exec rmdir {} \;
	done
}

main "$@"
exit
