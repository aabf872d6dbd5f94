import { expect, it } from 'vitest';
import { buildsOf, missingBuilds } from './dockerfile-builds.ts';

const text = `FROM a AS build
FROM build AS test
FROM b AS debug
COPY --from=build /x /x
FROM scratch
COPY --from=build /x /x
`;

it.each([
	['docker build -t a .', [{ dockerfile: 'Dockerfile', target: undefined }]],
	[
		'docker build --progress=plain -f one.Dockerfile --target=x . && docker run x',
		[{ dockerfile: 'one.Dockerfile', target: 'x' }],
	],
	[
		'docker build . ; docker build --target y .',
		[
			{ dockerfile: 'Dockerfile', target: undefined },
			{ dockerfile: 'Dockerfile', target: 'y' },
		],
	],
	['docker images', []],
])('finds the builds of %s', (command, builds) => {
	expect(buildsOf(command)).toEqual(builds);
});

it('names the stages that nothing has built', () => {
	const of = (target?: string) => ({ dockerfile: 'Dockerfile', target });
	expect(missingBuilds('Dockerfile', text, [])).toEqual([of(), of('debug'), of('test')]);
	expect(missingBuilds('Dockerfile', text, [of(), of('test')])).toEqual([of('debug')]);
	expect(missingBuilds('Dockerfile', text, [of(), of('debug'), of('test')])).toEqual([]);
	expect(missingBuilds('Dockerfile', text, [{ dockerfile: 'other', target: undefined }])).toHaveLength(3);
});
