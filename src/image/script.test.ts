import { expect, it } from 'vitest';
import { parseScript } from './script.ts';

it.each([
	['#!/bin/sh\nexit', '/bin/sh'],
	['#! /usr/bin/perl -w\n', '/usr/bin/perl'],
	['#!/usr/bin/env node\n', 'node'],
	['#!/usr/bin/env -S A=1 python3 -u\n', 'python3'],
	['#!/usr/bin/env\n', '/usr/bin/env'],
	['#!/bin/sh', '/bin/sh'],
	['#!', ''],
])('%j is run by %j', (text, interpreter) => {
	expect(parseScript(Buffer.from(text))).toEqual({ kind: 'script', interpreter });
});

it.each(['', '#', '# !/bin/sh', ' #!/bin/sh'])('%j is no script', (text) => {
	expect(parseScript(Buffer.from(text))).toBeUndefined();
});
