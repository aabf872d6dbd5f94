import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reportsFileSchema } from '#protocol/reports-file.ts';
import { makeEvidence, makeLab } from '../evidence-fixture.ts';
import { gradeSubmission } from '../grade-submission.ts';
import { reportsJson } from './json.ts';

describe('reportsJson', () => {
	it('prints a document that fits its schema', () => {
		const report = gradeSubmission(makeLab(), makeEvidence());
		const file = reportsFileSchema.parse(JSON.parse(reportsJson('calculator', [report, report])));
		expect(file).toMatchObject({ schema: 'stagecraft.reports/1', lab: 'calculator' });
		expect(file.reports).toHaveLength(2);
	});

	it('has a published schema that says the same', async () => {
		const schema = { title: 'Reports of stagecraft grade --format json', ...z.toJSONSchema(reportsFileSchema) };
		const text = `${JSON.stringify(schema, null, 2)}\n`;
		await expect(text).toMatchFileSnapshot('../../../public/schemas/reports.json');
	});

	it('gives every field, with null for what does not apply', () => {
		const lab = makeLab([{ kind: 'multi-stage', carries: 'entry-point' }]);
		const evidence = makeEvidence({ bases: [{ reference: 'golang:1.27', origin: 'offline' }] });
		expect(JSON.parse(reportsJson('calculator', [gradeSubmission(lab, evidence)]))).toMatchInlineSnapshot(`
			{
			  "lab": "calculator",
			  "reports": [
			    {
			      "advice": [
			        {
			          "buildCheck": [],
			          "file": null,
			          "hadolint": [],
			          "hint": "",
			          "id": "best-band",
			          "level": "celebratory",
			          "line": null,
			          "message": "1.77 MB is in the best band, gold: no common way gets smaller.",
			        },
			        {
			          "buildCheck": [],
			          "file": "Dockerfile",
			          "hadolint": [],
			          "hint": "",
			          "id": "nothing-but-your-files",
			          "level": "celebratory",
			          "line": 6,
			          "message": "The image starts from nothing and holds 1 file. What is not there needs no update.",
			        },
			      ],
			      "bases": {
			        "golang:1.27": {
			          "id": null,
			          "origin": "debian-packages",
			        },
			      },
			      "checks": [
			        {
			          "actual": "Line 7 copies /out/calculator from build.",
			          "dependsOn": [],
			          "expected": "A later stage copies what an earlier one has built, and the image uses it.",
			          "file": null,
			          "hint": "",
			          "id": "multi-stage",
			          "kind": "multi-stage",
			          "line": null,
			          "maxPoints": 5,
			          "points": 5,
			          "rationale": "What the final stage does not copy stays behind in the build stage. That is how the compiler leaves the image.",
			          "status": "pass",
			          "title": "What is built in one stage is copied into another",
			        },
			      ],
			      "durationMs": 30000,
			      "engine": {
			        "platform": "linux/amd64",
			        "store": "classic",
			        "version": "26.1.5",
			      },
			      "images": {
			        "after": {
			          "engineBytes": 1770000,
			          "id": null,
			          "layers": [
			            {
			              "base": false,
			              "bytes": 1770000,
			              "instruction": "COPY /out/calculator /calculator",
			              "line": 7,
			            },
			          ],
			          "tag": "app-after",
			          "transferBytes": 708000,
			          "unpackedBytes": 1770000,
			        },
			        "before": {
			          "engineBytes": 999205484,
			          "id": null,
			          "layers": [
			            {
			              "base": false,
			              "bytes": 999205484,
			              "instruction": "RUN apt-get install",
			              "line": null,
			            },
			          ],
			          "tag": "app-before",
			          "transferBytes": 399682194,
			          "unpackedBytes": 999205484,
			        },
			      },
			      "learner": null,
			      "maxScore": 5,
			      "notes": [],
			      "outcome": "graded",
			      "par": "gold",
			      "problem": null,
			      "ratio": 564.5228723163842,
			      "score": 5,
			      "startedAt": "2026-11-21T00:00:00.000Z",
			      "submission": "ada",
			      "submissionHash": "abc",
			    },
			  ],
			  "schema": "stagecraft.reports/1",
			}
		`);
	});

	it('tells a fault of the grader as a problem', () => {
		const evidence = makeEvidence({ faults: [{ what: 'engine', message: 'The engine went away.' }], images: {} });
		const file = reportsFileSchema.parse(JSON.parse(reportsJson('x', [gradeSubmission(makeLab(), evidence)])));
		expect(file.reports[0]).toMatchObject({
			outcome: 'ungradable',
			problem: { code: 'ungradable', message: 'The engine went away.' },
			images: { before: null, after: null },
			ratio: null,
		});
	});
});
