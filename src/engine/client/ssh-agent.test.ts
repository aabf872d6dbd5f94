import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SshAgent } from './ssh-agent.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'stagecraft-ssh-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program in ssh's place. */
async function ask(script: string): Promise<string> {
	const program = join(folder, 'ssh');
	await writeFile(program, `#!/bin/sh\necho "$@" > ${folder}/args\n${script}\n`);
	await chmod(program, 0o755);
	const agent = new SshAgent({ destination: 'me@host', port: 2222, program });
	try {
		return await new Promise((resolve, reject) => {
			const request = get({ agent, host: 'docker', path: '/_ping' }, (response) => {
				response.toArray().then((chunks) => resolve(Buffer.concat(chunks).toString()), reject);
			});
			request.on('error', reject);
		});
	} finally {
		agent.destroy();
	}
}

it('speaks HTTP over the streams of ssh', async () => {
	const answer = 'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nOK';
	expect(await ask(`read line; printf '${answer}'; cat > /dev/null`)).toBe('OK');
	expect(await readFile(join(folder, 'args'), 'utf8')).toBe(
		'-T -o BatchMode=yes -p 2222 -- me@host docker system dial-stdio\n',
	);
});

it('gives the words of ssh when it fails', async () => {
	const failed = ask('echo "me@host: Permission denied (publickey)." >&2; exit 255');
	await expect(failed).rejects.toThrow('ssh to me@host failed: me@host: Permission denied (publickey).');
});
