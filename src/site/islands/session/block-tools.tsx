/** The buttons of a code block that need the lab: Run for commands, Apply for a file. */

import { useRef } from 'preact/hooks';
import type { RunBlock } from '#protocol/terminal.ts';
import { Icon } from '../lab/icons.tsx';
import { PaneContext, type PaneModel, usePane } from '../lab/pane-context.ts';
import { useElapsed } from '../lab/use-elapsed.ts';
import { TextContext, useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { ApplyTools } from './apply-tools.tsx';
import type { BlockRun, BlockRuns } from './block-runs.ts';

interface RunProps {
	readonly runs: BlockRuns;
	readonly block: RunBlock;
}

interface NoteProps {
	readonly run: Extract<BlockRun, { kind: 'refused' }>;
	/** Brings the keyboard back to the Run button. */
	readonly back: () => void;
}

function Elapsed({ since }: { readonly since: number }) {
	return <span class="numbers">{useText().format.duration(useElapsed(since, undefined))}</span>;
}

function RunWord({ run }: { readonly run: BlockRun }) {
	const { format, session } = useText();
	const words = session.blocks;
	if (run.kind === 'opening') return <span class="late">{words.opening}</span>;
	if (run.kind === 'running') {
		return (
			<>
				<Icon name="running" /> {words.running}
			</>
		);
	}
	if (run.kind !== 'done') return null;
	const good = run.exitCode === 0;
	return (
		<span class={good ? 'good' : 'bad'}>
			<Icon name={good ? 'pass' : 'fail'} /> {words.exitCode(run.exitCode)}{' '}
			<span class="numbers">{format.duration(run.milliseconds)}</span>
		</span>
	);
}

function RunNote({ runs, block, run, back }: RunProps & NoteProps) {
	const { busy } = run;
	const words = useText().session.blocks;
	/** The note goes away with its buttons: by mouse one goes to the terminal, by keyboard back to Run. */
	const choose = (act: (focus: boolean) => void) => (event: MouseEvent) => {
		if (event.detail === 0) back();
		act(event.detail > 0);
	};
	return (
		<span class="block-note" role="alert">
			<span>
				<strong>{run.message}</strong> {run.hint}
			</span>
			<span class="choices">
				{busy !== undefined && (
					<>
						<button
							type="button"
							class="button small"
							onClick={choose((focus) => void runs.interruptAndRun(block, busy, focus))}
						>
							{words.interrupt}
						</button>
						<button
							type="button"
							class="button small"
							onClick={choose((focus) => void runs.runInAnother(block, focus))}
						>
							{words.runInNew}
						</button>
					</>
				)}
				<button type="button" class="button quiet small" onClick={choose(() => runs.dismiss(block))}>
					{words.leave}
				</button>
			</span>
		</span>
	);
}

function RunTools({ runs, block }: RunProps) {
	const run = useStore(runs.of(block));
	const words = useText().session.blocks;
	// Each block is drawn by itself, and useId counts anew in each.
	const word = `block-word-${block.block}`;
	const button = useRef<HTMLButtonElement>(null);
	return (
		<>
			<span id={word} class="block-word" role="status">
				<RunWord run={run} />
			</span>
			{run.kind === 'running' && <Elapsed since={run.since} />}
			<button
				ref={button}
				type="button"
				class="block-button"
				aria-describedby={word}
				title={words.runHelp}
				// By mouse one goes there to see; by keyboard one stays in the text.
				onClick={(event) => void runs.run(block, event.detail > 0)}
			>
				{words.run}
			</button>
			{run.kind === 'refused' && <RunNote runs={runs} block={block} run={run} back={() => button.current?.focus()} />}
		</>
	);
}

interface Props {
	readonly model: PaneModel;
	readonly runs: BlockRuns;
	readonly block: RunBlock | undefined;
	/** File and text of it. */
	readonly file: { readonly path: string; readonly text: string } | undefined;
}

/** Nothing before the course has answered once: without it a lesson is plain text. */
function Tools({ runs, block, file }: Omit<Props, 'model'>) {
	const work = useStore(usePane().files.state);
	if (work.kind !== 'ready') return null;
	return (
		<>
			{block !== undefined && <RunTools runs={runs} block={block} />}
			{file !== undefined && <ApplyTools path={file.path} text={file.text} />}
		</>
	);
}

export function BlockTools({ model, ...props }: Props) {
	return (
		<TextContext.Provider value={model.text}>
			<PaneContext.Provider value={model}>
				<Tools {...props} />
			</PaneContext.Provider>
		</TextContext.Provider>
	);
}
