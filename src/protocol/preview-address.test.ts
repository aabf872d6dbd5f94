import { expect, it } from 'vitest';
import { previewAddress } from './preview-address.ts';

it.each([
	['/', 'http://127.0.0.1:6000/?stagecraft-key=k'],
	['/api/square/7?pretty=1#top', 'http://127.0.0.1:6000/api/square/7?pretty=1&stagecraft-key=k#top'],
	['healthz', 'http://127.0.0.1:6000/healthz?stagecraft-key=k'],
	['//evil.example/x', 'http://127.0.0.1:6000/evil.example/x?stagecraft-key=k'],
	['\\\\evil.example', 'http://127.0.0.1:6000/evil.example?stagecraft-key=k'],
	['http://evil.example/', 'http://127.0.0.1:6000/http://evil.example/?stagecraft-key=k'],
])('keeps the key and the host for %s', (path, address) => {
	expect(previewAddress('http://127.0.0.1:6000/?stagecraft-key=k', path)).toBe(address);
});
