import { defineLab, type Lab, type LabInput } from '#lab/schema.ts';

/**
 * A lab that needs no more than busybox: its program, a shell script, prints what it reads in capitals and shows its
 * marker. Small enough that a grading takes a second.
 */
export function testLab(over: Partial<LabInput> = {}): Lab {
	return defineLab({
		id: 'capitals',
		title: 'Capitals',
		summary: 'A shell script that prints in capitals.',
		bases: ['busybox'],
		files: [
			{ path: 'Dockerfile', role: 'dockerfile', required: true },
			{ path: 'main.sh', role: 'source', required: true },
			{ path: 'solution.md', role: 'document' },
		],
		images: {
			before: { tag: 'capitals-before', from: 'starter' },
			after: { tag: 'capitals-after', from: 'submission' },
		},
		steps: [{ id: 'build', title: 'Build it', command: 'docker build -t capitals-after .' }],
		probe: {
			kind: 'stdio',
			draw: (random) => {
				const word = `word${Math.floor(random() * 1e9)}`;
				return [{ name: 'prints in capitals', stdin: `${word}\n`, stdout: `${word.toUpperCase()}\n` }];
			},
		},
		marker: { file: 'main.sh', value: 'marker-0001', args: ['version'] },
		par: [{ name: 'gold', maxBytes: 10_000_000, note: 'One small base' }],
		checks: [
			{ kind: 'builds', image: 'after', points: 1 },
			{ kind: 'behaves', points: 1 },
			{ kind: 'from-source', points: 1 },
			{ kind: 'stops-cleanly', points: 1 },
		],
		...over,
	});
}
