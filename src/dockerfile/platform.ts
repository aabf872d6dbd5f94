/** Platform names, as github.com/containerd/platforms reads them. */

const systems: ReadonlySet<string> = new Set(
	'aix android darwin dragonfly freebsd hurd illumos ios js linux macos nacl netbsd openbsd plan9 solaris windows zos'.split(
		' ',
	),
);
const architectures: ReadonlySet<string> = new Set(
	(
		'386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ' +
		'ppc riscv riscv64 s390 s390x sparc sparc64 wasm i386 x86_64 x86-64 aarch64 armhf armel'
	).split(' '),
);

/** True for `linux/amd64`, `linux/arm64/v8`, `arm64`, `linux`. */
export function isPlatform(text: string): boolean {
	const parts = text.split('/');
	if (parts.length > 3 || !parts.every((part) => /^[A-Za-z0-9_.-]+$/.test(part))) return false;
	const only = parts[0]?.toLowerCase() ?? '';
	return parts.length > 1 || systems.has(only) || architectures.has(only);
}
