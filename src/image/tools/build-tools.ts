/** Compilers, linkers and build drivers by their own bytes. */
import type { ToolSignature } from './signature.ts';

export const buildToolSignatures: readonly ToolSignature[] = [
	{ category: 'build-tool', name: 'gcc', in: 'elf', strings: ['gcc driver version'] },
	// The compilers proper of GCC: cc1, cc1plus, lto1, f951 and others share the part that says this.
	{
		category: 'build-tool',
		name: 'gcc cc1',
		in: 'elf',
		strings: ['Analyzing compilation unit', 'Performing interprocedural optimizations'],
	},
	{ category: 'build-tool', name: 'gcc collect2', in: 'elf', strings: ['collect2 version', 'COLLECT_LTO_WRAPPER'] },
	{ category: 'build-tool', name: 'clang', in: 'elf', strings: ['libclang-cpp.so'] },
	{ category: 'build-tool', name: 'clang', in: 'elf', strings: ['clang LLVM compiler'] },
	{ category: 'build-tool', name: 'lld', in: 'elf', strings: ['lld is a generic driver.'] },
	{ category: 'build-tool', name: 'mold', in: 'elf', strings: ['mold command line: '] },
	// ld, as, ar, nm, objcopy, strip and the rest print this in their version.
	{ category: 'build-tool', name: 'binutils', in: 'elf', strings: ['(GNU Binutils'] },
	{ category: 'build-tool', name: 'tcc', in: 'elf', strings: ['Tiny C Compiler ', 'Fabrice Bellard'] },
	{ category: 'build-tool', name: 'make', in: 'elf', strings: ['GNUMAKEFLAGS', 'GNU Make '] },
	// Before ninja, whose files it writes.
	{ category: 'build-tool', name: 'cmake', in: 'elf', strings: ['/CMakeLists.txt', 'CMAKE_BACKWARDS_COMPATIBILITY'] },
	{ category: 'build-tool', name: 'ninja', in: 'elf', strings: ['build.ninja', 'ninja_required_version'] },
	// The line that cmd/link writes into every Go program: the import path of its main package.
	{ category: 'build-tool', name: 'go', in: 'elf', strings: ['path\tcmd/go\n'] },
	{ category: 'build-tool', name: 'go compile', in: 'elf', strings: ['path\tcmd/compile\n'] },
	{ category: 'build-tool', name: 'go link', in: 'elf', strings: ['path\tcmd/link\n'] },
	{ category: 'build-tool', name: 'go asm', in: 'elf', strings: ['path\tcmd/asm\n'] },
	{ category: 'build-tool', name: 'go cgo', in: 'elf', strings: ['path\tcmd/cgo\n'] },
	{ category: 'build-tool', name: 'esbuild', in: 'elf', strings: ['path\tgithub.com/evanw/esbuild/cmd/esbuild\n'] },
	{ category: 'build-tool', name: 'typescript', in: 'elf', strings: ['path\tgithub.com/microsoft/typescript-go/'] },
	{ category: 'build-tool', name: 'rustc', in: 'elf', strings: ['librustc_driver-'] },
	{ category: 'build-tool', name: 'cargo', in: 'elf', strings: ['Run `cargo help', 'src/bin/cargo/commands'] },
];

/**
 * Packages for Node that compile or bundle, by the `name` in their package.json. `node-gyp` is not among them: it comes
 * with every npm, and does nothing without a compiler.
 */
export const nodeBuildTools: ReadonlySet<string> = new Set([
	'typescript',
	'esbuild',
	'webpack',
	'rollup',
	'vite',
	'parcel',
	'@babel/core',
	'@swc/core',
]);
