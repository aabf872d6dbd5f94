/** Runs through a stage and works out what is in force at its end (BuildKit: dispatch in dockerfile2llb/convert.go). */

import type { CommandLine, Copy, Mount, RemoteSource, SecretHint } from './analysis.ts';
import type { BuildSetting } from './build-setting.ts';
import { evaluateCopy, remoteKind } from './evaluate-copy.ts';
import { evaluateMount } from './evaluate-mount.ts';
import { evaluateArgument } from './global-args.ts';
import { trim } from './go-text.ts';
import type { RawStage } from './group-stages.ts';
import { joinPath } from './paths.ts';
import { maxPorts, parsePort } from './ports.ts';
import type { RawInstruction } from './raw-instruction.ts';
import { isSecretName } from './secrets.ts';
import { isSignal } from './signals.ts';
import { linkCopy, linkMounts } from './stage-links.ts';
import { type StageState, setVariable } from './stage-state.ts';
import { StageTexts } from './stage-texts.ts';

/** ONBUILD triggers kept of one stage; each stage built on it runs them all. */
const maxTriggers = 100;

/** Evaluates one stage on top of a state, which it changes. */
export class StageEvaluator {
	readonly copies: Copy[] = [];
	readonly mounts: Mount[] = [];
	readonly remotes: RemoteSource[] = [];
	readonly secrets: SecretHint[] = [];
	private readonly setting: BuildSetting;
	private readonly stage: RawStage;
	private readonly state: StageState;
	private readonly reached: boolean;
	private readonly texts: StageTexts;
	private workdirSet = false;

	constructor(setting: BuildSetting, stage: RawStage, state: StageState, reached: boolean) {
		this.setting = setting;
		this.stage = stage;
		this.state = state;
		this.reached = reached;
		this.texts = new StageTexts(setting, state, reached);
	}

	/** Triggers of the base stage come first, then the stage's own instructions. */
	run(triggers: readonly RawInstruction[]): void {
		for (const instruction of [...triggers, ...this.stage.body]) if (instruction.valid) this.step(instruction);
	}

	private step(instruction: RawInstruction): void {
		this.texts.checkHazards(instruction);
		switch (instruction.keyword) {
			case 'ADD':
			case 'COPY':
				this.copy(instruction);
				break;
			case 'RUN':
				this.runCommand(instruction);
				break;
			case 'ARG':
				this.argument(instruction);
				break;
			case 'ENV':
				this.env(instruction);
				break;
			case 'WORKDIR':
				this.workdir(instruction);
				break;
			case 'USER':
				this.state.user = {
					...this.located(instruction),
					value: this.texts.replace(instruction.args[0] ?? '', instruction),
				};
				break;
			case 'SHELL':
				this.state.shell = instruction.args;
				break;
			case 'CMD':
				this.state.cmd = this.command(instruction);
				this.state.cmdSet = true;
				break;
			case 'ENTRYPOINT':
				this.state.entrypoint = this.command(instruction);
				if (!this.state.cmdSet) this.state.cmd = undefined;
				break;
			case 'EXPOSE':
				this.expose(instruction);
				break;
			case 'ONBUILD':
				this.onbuild(instruction);
				break;
			case 'LABEL':
				for (const { name, value } of instruction.pairs) {
					this.texts.replace(name, instruction);
					this.texts.replace(value, instruction);
				}
				break;
			case 'VOLUME':
				this.volume(instruction);
				break;
			case 'STOPSIGNAL':
				this.stopSignal(instruction);
				break;
		}
	}

	private located(instruction: RawInstruction) {
		return { line: instruction.line, stageIndex: this.stage.index };
	}

	private copy(instruction: RawInstruction): void {
		const { links, sources } = this.setting;
		const source =
			instruction.keyword === 'COPY'
				? (links.copies.get(instruction) ?? linkCopy(instruction, this.stage, sources))
				: ({ kind: 'context' } as const);
		const copy = evaluateCopy(instruction, source, this.state.workdir, (text) => this.texts.replace(text, instruction));
		this.copies.push(copy);
		for (const heredoc of instruction.heredocs) if (heredoc.expand) this.texts.checkBody(heredoc.content, instruction);
		for (const url of copy.sources) {
			const kind = remoteKind(url);
			if (kind === undefined) continue;
			if (copy.keyword === 'ADD') this.remotes.push({ kind, url, ...this.located(instruction) });
			else this.refuseUrl(url, instruction);
		}
	}

	private refuseUrl(url: string, instruction: RawInstruction): void {
		this.setting.problems.addIn(
			this.reached,
			'copy-from-url',
			instruction,
			`COPY cannot fetch "${url}".`,
			'Use ADD for a URL, or put the file beside the Dockerfile and COPY it.',
		);
	}

	private runCommand(instruction: RawInstruction): void {
		if (!instruction.json) this.texts.checkCommand(instruction);
		const { links, sources, problems } = this.setting;
		const linked = links.mounts.get(instruction) ?? linkMounts(instruction, this.stage, sources, problems);
		for (const mount of linked) {
			const replace = (text: string) => this.texts.replace(text, instruction);
			const evaluated = evaluateMount(instruction, mount, this.reached, problems, replace);
			if (evaluated !== undefined) this.mounts.push(evaluated);
		}
	}

	private argument(instruction: RawInstruction): void {
		for (const word of instruction.args) {
			const replace = (text: string) => this.texts.replace(text, instruction);
			const argument = evaluateArgument(word, instruction, this.setting.buildArgs, replace);
			const value = argument.value ?? this.setting.globals.values.get(argument.name);
			this.state.args.push({ ...argument, ...(value === undefined ? {} : { value }) });
			if (value !== undefined) setVariable(this.state.scope, argument.name, value);
			this.secret('ARG', argument.name, argument.defaultValue, instruction);
		}
	}

	private env(instruction: RawInstruction): void {
		// All values are replaced before the first one counts: ENV A=1 B=$A gives B the A from before.
		const pairs = instruction.pairs.map(({ name, value }) => ({
			name: this.texts.replace(name, instruction),
			value: this.texts.replace(value, instruction),
		}));
		for (const { name, value } of pairs) {
			setVariable(this.state.scope, name, value);
			setVariable(this.state.env, name, value);
			this.secret('ENV', name, value, instruction);
		}
	}

	private secret(keyword: 'ARG' | 'ENV', name: string, value: string | undefined, instruction: RawInstruction): void {
		if (!isSecretName(name)) return;
		const hasValue = value !== undefined && value !== '' && !value.startsWith('$');
		this.secrets.push({ keyword, name, line: instruction.line, hasValue });
	}

	private workdir(instruction: RawInstruction): void {
		const path = this.texts.replace(instruction.args[0] ?? '', instruction);
		if (path.startsWith('/') || this.state.workdir !== undefined)
			this.state.workdir = joinPath(this.state.workdir ?? '/', path);
		else if (!this.workdirSet && !path.startsWith('$'))
			this.setting.problems.add(
				'relative-workdir',
				instruction,
				`WORKDIR ${path} is relative, so its place depends on the base image.`,
				`Write the whole path: WORKDIR /${path.replace(/^(?:\.?\/)+/, '')}`,
			);
		this.workdirSet = true;
	}

	private command(instruction: RawInstruction): CommandLine {
		const shell = this.state.shell ?? ['/bin/sh', '-c'];
		return {
			form: instruction.json ? 'exec' : 'shell',
			value: instruction.json ? instruction.args : [...shell, instruction.rest],
			text: instruction.rest,
			endLine: instruction.endLine,
			...this.located(instruction),
		};
	}

	private onbuild(instruction: RawInstruction): void {
		const { trigger } = instruction;
		if (trigger === undefined || this.state.triggers.length >= maxTriggers) return;
		this.state.triggers.push(asTrigger(instruction, trigger));
	}

	private volume(instruction: RawInstruction): void {
		if (instruction.args.every((arg) => trim(this.texts.replace(arg, instruction)) !== '')) return;
		this.setting.problems.addIn(
			this.reached,
			'wrong-arguments',
			instruction,
			'VOLUME has an empty path.',
			'Write each path in full: VOLUME /data',
		);
	}

	private stopSignal(instruction: RawInstruction): void {
		const signal = this.texts.replace(instruction.args[0] ?? '', instruction);
		if (isSignal(signal) || signal.includes('$')) return;
		this.setting.problems.addIn(
			this.reached,
			'bad-signal',
			instruction,
			`"${signal}" is not a signal.`,
			'Write its name: STOPSIGNAL SIGTERM',
		);
	}

	private expose(instruction: RawInstruction): void {
		for (const arg of instruction.args)
			for (const word of this.texts.words(arg, instruction)) this.exposePort(word, instruction);
	}

	private exposePort(word: string, instruction: RawInstruction): void {
		const range = parsePort(word);
		if (range !== undefined) {
			for (let port = range.start; port <= range.end && this.state.exposed.size < maxPorts; port++)
				this.state.exposed.add(`${port}/${range.protocol}`);
			return;
		}
		// A variable that the base image may set is left alone.
		if (word.includes('$')) return;
		this.setting.problems.addIn(
			this.reached,
			'bad-expose',
			instruction,
			`"${word}" is not a port.`,
			'Write numbers from 1 to 65535, each with /tcp or /udp if wanted: EXPOSE 8080',
		);
	}
}

/** A trigger runs in the stage above it, but its line is that of the ONBUILD. */
function asTrigger(instruction: RawInstruction, trigger: RawInstruction): RawInstruction {
	return { ...trigger, line: instruction.line, endLine: instruction.endLine, heredocs: instruction.heredocs };
}
