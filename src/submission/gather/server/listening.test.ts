import { describe, expect, it } from 'vitest';
import { hexPort, listeningAddresses } from './listening.ts';

const head =
	'  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     ';
const rest = ' 00000000:00000000 00:00000000 00000000     0        0 2329164 1 000000004f3c604e 100 0 0 10 0';

function socket(local: string, state: string, remote = '00000000:0000'): string {
	return `   0: ${local} ${remote} ${state}${rest}`;
}

describe('listeningAddresses', () => {
	it.each([
		['every address', '00000000:1388', '0.0.0.0', 5000, false],
		['loopback', '0100007F:1F40', '127.0.0.1', 8000, true],
		['another address of loopback', '3500007F:0035', '127.0.0.53', 53, true],
		['one address', '020011AC:0BB8', '172.17.0.2', 3000, false],
		['every address of both kinds', `${'0'.repeat(32)}:0BB8`, '::', 3000, false],
		['loopback of IPv6', '00000000000000000000000001000000:0BB8', '::1', 3000, true],
		['loopback, written as IPv6', '0000000000000000FFFF00000100007F:0BB8', '127.0.0.1', 3000, true],
	])('finds who listens on %s', (_name, local, address, port, isLoopback) => {
		expect(listeningAddresses(`${head}\n${socket(local, '0A')}\n`)).toEqual([{ address, port, isLoopback }]);
	});

	it('leaves out connections', () => {
		const lines = [head, socket('0200007F:1388', '06', '0100007F:8996'), socket('0200007F:1388', '01'), head];
		expect(listeningAddresses(lines.join('\n'))).toEqual([]);
	});
});

it.each([
	[80, '0050'],
	[5000, '1388'],
	[65535, 'FFFF'],
])('writes port %i as the tables do', (port, text) => {
	expect(hexPort(port)).toBe(text);
});
