import { describe, expect, it } from 'vitest';
import { commandBlocks } from './command-blocks.ts';

const stepCommand = (lab: string, step: string) => `docker build -t ${lab}-${step} .`;
const blocks = (...lines: string[]) => commandBlocks(lines.join('\n'), stepCommand);

describe('command blocks', () => {
	it('are fences and steps of labs', () => {
		expect(
			blocks(
				'Text.',
				'```sh id=look',
				'docker ps',
				'docker images',
				'```',
				'<LabCommand lab="go" step="compare" />',
				'```dockerfile',
				'FROM a',
				'```',
			),
		).toEqual({
			look: { command: 'docker ps\ndocker images' },
			compare: { command: 'docker build -t go-compare .' },
		});
	});

	it('leave out what is typed inside a container', () => {
		expect(blocks('```sh inside', 'go run calculator.go', '```')).toEqual({});
	});

	it('may stand in a list or a note', () => {
		expect(blocks('\t```sh id=in-a-note', "\techo 'a", "\t  b'", '\t```')).toEqual({
			'in-a-note': { command: "echo 'a\n  b'" },
		});
	});

	it('need an id, each its own', () => {
		expect(() => blocks('', '```sh', 'docker ps', '```')).toThrow('line 2: a command block needs an id');
		expect(() => blocks('```sh id=a', '```', '<LabCommand lab="go" step="a" />')).toThrow('two command blocks "a"');
		expect(() => blocks('```sh id=Not_So', '```')).toThrow('a fence says "id=Not_So"');
		expect(() => blocks('```sh id=a', 'docker ps')).toThrow('a fence without an end');
	});
});
