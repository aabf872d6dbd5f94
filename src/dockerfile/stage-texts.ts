/** Texts of one stage with the variables of the moment put in. */
import type { BuildSetting } from './build-setting.ts';
import { reportSubstitution } from './global-args.ts';
import type { RawInstruction } from './raw-instruction.ts';
import type { Hazard } from './shell-lexer.ts';
import type { StageState } from './stage-state.ts';

/** `${NAME#}` and its kin, wherever a quote that does not close would hide it from the lexer. */
const emptyPattern = /\$\{[\w@*?!$-]{1,100}:?[#%](?:""|'')?\}/;

export class StageTexts {
	private readonly setting: BuildSetting;
	private readonly state: StageState;
	private readonly reached: boolean;
	private readonly warnedNames = new Set<string>();
	private refused: { readonly instruction: RawInstruction; readonly key: Hazard | 'plain' } | undefined;

	constructor(setting: BuildSetting, state: StageState, reached: boolean) {
		this.setting = setting;
		this.state = state;
		this.reached = reached;
	}

	/** Replaces variables. What cannot be resolved is reported and stays as written. */
	replace(text: string, instruction: RawInstruction): string {
		return this.expand(text, instruction)?.text ?? text;
	}

	/** Replaces variables and splits at blanks; none when it cannot be resolved. */
	words(text: string, instruction: RawInstruction): readonly string[] {
		return this.expand(text, instruction)?.words ?? [];
	}

	/** Reports once per instruction: an open quote is in each of its words. */
	refuse(failed: { readonly problem: string; readonly hazard?: Hazard }, instruction: RawInstruction): void {
		const key = failed.hazard ?? 'plain';
		if (this.refused?.instruction === instruction && (key === 'plain' || this.refused.key === key)) return;
		this.refused = { instruction, key };
		reportSubstitution(instruction, failed, this.reached, this.setting.problems);
	}

	/**
	 * Looks for what an engine must not see in the whole of an instruction: BuildKit replaces variables in the titles of its
	 * steps too, where they are the text of RUN and the first lines of a heredoc.
	 */
	checkHazards(instruction: RawInstruction): void {
		const done = this.setting.expander.expandTitle(instruction.text, this.state.scope);
		if (!done.ok && done.hazard !== undefined) this.refuse(done, instruction);
		for (const text of [instruction.text, ...instruction.heredocs.map((heredoc) => heredoc.content)]) {
			const empty = emptyPattern.exec(text)?.[0];
			if (empty === undefined) continue;
			this.refuse({ problem: `the pattern in ${empty} is empty`, hazard: 'empty-pattern' }, instruction);
		}
	}

	/** Looks at the body of a heredoc, in which BuildKit replaces variables when a COPY or ADD writes it to a file. */
	checkBody(content: string, instruction: RawInstruction): void {
		const done = this.setting.expander.expandBody(content, this.state.scope);
		if (!done.ok) this.refuse(done, instruction);
	}

	/** Variables in a shell command: the shell sees those of the stage, and those that the command sets itself. */
	checkCommand(instruction: RawInstruction): void {
		if (this.setting.globals.names.size === 0) return;
		for (const [, name = ''] of instruction.rest.matchAll(/\$\{?([A-Za-z_]\w*)/g))
			if (!this.state.scope.has(name) && !instruction.rest.includes(`${name}=`)) this.warnOutOfScope(name, instruction);
	}

	private expand(text: string, instruction: RawInstruction) {
		const done = this.setting.expander.expand(text, this.state.scope, this.state.onImage);
		if (!done.ok) {
			this.refuse(done, instruction);
			return undefined;
		}
		for (const name of done.unset) this.warnOutOfScope(name, instruction);
		return done;
	}

	private warnOutOfScope(name: string, instruction: RawInstruction): void {
		if (!this.setting.globals.names.has(name) || this.warnedNames.has(name)) return;
		this.warnedNames.add(name);
		this.setting.problems.add(
			'arg-out-of-scope',
			instruction,
			`${name} is declared above the first FROM, and that value ends at the FROM.`,
			`Repeat it inside the stage, without the value: ARG ${name}`,
		);
	}
}
