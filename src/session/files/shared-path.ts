/** Which paths of a lab's folder are shared between workspace and runner. The workspace is hostile: its names are checked. */
import { fileLimits } from './limits.ts';

/** Made by tools, large, and of no use in halves. */
const privateFolders = new Set(['.git', 'node_modules']);
/** Swap files of editors, which come and go with each keystroke, and what we write before we move it into place. */
const swapFile = /^\..*\.sw[a-p]$|^\.#|~$|\.new-[0-9a-f]{8}$/;
/** No name of a lab has them, some file systems cannot store them, and they would disturb a page or a log. */
const unusable = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/u;

function isUsableName(name: string): boolean {
	const bytes = Buffer.byteLength(name);
	return name !== '.' && name !== '..' && bytes > 0 && bytes <= fileLimits.nameBytes && !unusable.test(name);
}

export function isSharedPath(path: string): boolean {
	if (Buffer.byteLength(path) > fileLimits.pathBytes) return false;
	const names = path.split('/');
	const name = names.at(-1) ?? '';
	return names.every((part) => isUsableName(part) && !privateFolders.has(part)) && !swapFile.test(name);
}

/** Where the text from the terminal is kept when both sides changed a file: `Dockerfile.from-terminal`, then `….from-terminal-2`. */
export function keptPath(path: string, isFree: (path: string) => boolean): string {
	for (let count = 1; ; count++) {
		const candidate = `${path}.from-terminal${count === 1 ? '' : `-${count}`}`;
		if (isFree(candidate)) return candidate;
	}
}
