/** The recipe of docs/ci, for real: the image of the grader is built, and grades the solution of the Go lab from inside. */
import { fileURLToPath } from 'node:url';
import { UserError } from '#errors';
import { reportsFileSchema } from '#protocol/reports-file.ts';
import { DockerCli } from '../helpers/docker-cli.ts';
import type { GradingBench } from '../helpers/grading.ts';

export interface GraderContainerOptions {
	readonly bench: GradingBench;
	/** Gradings in one container each; the data of the first are kept for the others. */
	readonly rounds: number;
	readonly print: (line: string) => void;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const image = 'stagecraft-test-grader';

/** Where a managed engine finds its own socket: it sees none of the host's folders. */
const managedSocket = '/run/host/docker.sock';

/** What a container has to trust where the bases were made with certificates of the host. */
const certificates = ['/etc/ssl/certs/ca-certificates.crt', '/usr/share/ca-certificates'];

/** What went wrong, in words. */
export async function graderContainer({ bench, rounds, print }: GraderContainerOptions): Promise<readonly string[]> {
	const { address, kind } = bench.engine.facts;
	const socket = /^unix:\/\/(.*)$/.exec(address)?.[1];
	if (socket === undefined)
		throw new UserError('usage-invalid', `The engine at ${address} has no socket.`, 'Use an engine of this machine.');
	await using docker = await DockerCli.create(socket);
	const built = await docker.run(['build', '-q', '-f', 'docs/ci/grader.Dockerfile', '-t', image, '.'], { cwd: root });
	if (built.status !== 0) return [`the recipe does not build: ${built.stderr.slice(-500)}`];
	print(`built ${built.stdout.trim()}`);
	const volume = `${image}-data`;
	const wrong: string[] = [];
	try {
		for (let round = 1; round <= rounds; round += 1) {
			const said = await gradeInside(docker, kind === 'managed' ? managedSocket : socket, volume);
			wrong.push(...complaints(said));
			print(`${round} of ${rounds} gradings in a container, ${wrong.length} wrong`);
		}
	} finally {
		await docker.run(['volume', 'rm', '-f', volume]);
		await docker.run(['rmi', '-f', image]);
	}
	return wrong;
}

async function gradeInside(docker: DockerCli, socket: string, volume: string) {
	// With remapped users the socket belongs to nobody inside, so this container keeps those of the host.
	const mounts = ['--userns=host', '-v', `${volume}:/data`, '-v', `${socket}:/var/run/docker.sock`];
	const command = ['go', '/opt/stagecraft/labs/go/solution', '--format', 'json'];
	const id = (await docker.ok('create', ...mounts, image, ...command)).trim();
	try {
		for (const path of certificates) await docker.run(['cp', path, `${id}:${path.replace(/[^/]+$/, '')}`]);
		return await docker.run(['start', '--attach', id]);
	} finally {
		await docker.run(['rm', '-f', id]);
	}
}

function complaints({ status, stdout, stderr }: Awaited<ReturnType<typeof gradeInside>>): readonly string[] {
	if (status !== 0) return [`the container ended with status ${status}: ${stderr.slice(-500)}`];
	const [report] = reportsFileSchema.parse(JSON.parse(stdout)).reports;
	if (report?.score === report?.maxScore && report !== undefined) return [];
	const failed = report?.checks.filter(({ status: one }) => one !== 'pass').map(({ id, actual }) => `${id}: ${actual}`);
	return [`the solution has ${report?.score} of ${report?.maxScore} points: ${failed?.join('; ')}`];
}
