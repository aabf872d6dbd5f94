#!/bin/sh
# Hook of mmdebstrap: gives the fresh root folder "$1" the settings that the public debian image has.
set -eu
root=$1

# One sources file in the newer format, at the public image's path. Hosts are whatever mmdebstrap chose.
awk '$1 == "deb" {
	if (!($2 in suites)) order[++count] = $2
	suites[$2] = suites[$2] (suites[$2] == "" ? "" : " ") $3
}
END {
	for (i = 1; i <= count; i++) {
		if (i > 1) print ""
		printf "Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n", order[i], suites[order[i]]
		print "Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp"
	}
}' "$root/etc/apt/sources.list" > "$root/etc/apt/sources.list.d/debian.sources"
rm -f "$root/etc/apt/sources.list"

rm -f "$root/etc/apt/apt.conf.d/99mmdebstrap" "$root/etc/dpkg/dpkg.cfg.d/99mmdebstrap"
cat > "$root/etc/apt/apt.conf.d/docker-clean" <<'CONF'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
CONF
echo 'Acquire::Languages "none";' > "$root/etc/apt/apt.conf.d/docker-no-languages"
echo 'Acquire::GzipIndexes "true";' > "$root/etc/apt/apt.conf.d/docker-gzip-indexes"
echo 'Apt::AutoRemove::SuggestsImportant "false";' > "$root/etc/apt/apt.conf.d/docker-autoremove-suggests"
echo force-unsafe-io > "$root/etc/dpkg/dpkg.cfg.d/docker-apt-speedup"

# No service starts while packages are installed: there is no init in a container.
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"

# Nothing of the machine that built the root, and nothing that apt makes again.
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/log/apt "$root"/var/log/*.log
rm -f "$root"/var/cache/debconf/*-old "$root"/var/lib/dpkg/*-old "$root"/var/cache/ldconfig/aux-cache
rm -f "$root/etc/machine-id" "$root/etc/hostname" "$root/etc/resolv.conf"
: > "$root/var/log/btmp"
: > "$root/var/log/lastlog"
: > "$root/var/log/wtmp"
