import { describe, expect, it } from 'vitest';
import { SessionNames } from './names.ts';

const names = new SessionNames('stagecraft-0123456789abcdef');
const inner = 'stagecraft-0123456789abcdef';

describe('SessionNames', () => {
	it.each([
		['my-app', `${inner}/my-app:latest`, 'my-app:latest'],
		['my-app:v1', `${inner}/my-app:v1`, 'my-app:v1'],
		['docker.io/library/my-app', `${inner}/my-app:latest`, 'my-app:latest'],
		['index.docker.io/me/app:2', `${inner}/me/app:2`, 'me/app:2'],
		['localhost:5000/app', `${inner}/localhost.p_5000/app:latest`, 'localhost:5000/app:latest'],
		['localhost/app', `${inner}/localhost/app:latest`, 'localhost/app:latest'],
		['ghcr.io/me/app:1', `${inner}/ghcr.io/me/app:1`, 'ghcr.io/me/app:1'],
		[`a@sha256:${'0'.repeat(64)}`, `${inner}/a@sha256:${'0'.repeat(64)}`, `a@sha256:${'0'.repeat(64)}`],
	])('takes the image %s in and out', (written, engineSide, shown) => {
		expect(names.imageIn(written)).toBe(engineSide);
		expect(names.imageOut(engineSide)).toBe(shown);
		expect(names.imageOut(`docker.io/${engineSide}`)).toBe(shown);
	});

	it.each([
		'',
		'My-App',
		'a b',
		'../x',
		'a//b',
		'a:',
		'a@sha256:0',
		'host.p_5000/x',
		'[::1]:5000/x',
		'a%2fb',
		'x'.repeat(300),
	])('takes "%s" for no name of an image', (written) => {
		expect(names.imageIn(written)).toBeUndefined();
	});

	it('gives different names to different images', () => {
		const written = [
			'localhost:5000/x',
			'localhost/x',
			'localhost-5000/x',
			'localhost__5000/x',
			'localhost.p5000/x',
			'p/x',
		];
		expect(new Set(written.map((reference) => names.imageIn(reference))).size).toBe(written.length);
	});

	it('knows the names of other sessions as none of its own', () => {
		expect(names.imageOut('golang:1.27')).toBeUndefined();
		expect(names.imageOut('stagecraft-fedcba9876543210/my-app:latest')).toBeUndefined();
		expect(names.imageOut(`${inner}x/my-app:latest`)).toBeUndefined();
		expect(names.containerOut('/stagecraft-fedcba9876543210-web')).toBeUndefined();
	});

	it('takes a container in and out', () => {
		expect(names.containerIn('web')).toBe(`${inner}-web`);
		expect(names.containerOut(`/${inner}-web`)).toBe('web');
	});

	it.each([
		[`No such image: ${inner}/my-app:latest`, 'No such image: my-app:latest'],
		[`naming to docker.io/${inner}/my-app:v1 done`, 'naming to docker.io/library/my-app:v1 done'],
		[`docker.io/${inner}/me/app`, 'docker.io/me/app'],
		[`docker.io/${inner}/localhost.p_5000/app:1`, 'localhost:5000/app:1'],
		[`the name "/${inner}-web" is in use`, 'the name "/web" is in use'],
		[`network ${inner}.network not found`, 'network bridge not found'],
	])('tells "%s" in the learner’s words', (message, told) => {
		expect(names.text(message)).toBe(told);
	});
});
