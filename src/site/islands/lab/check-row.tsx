/** One check: its mark and points; opened: expected, actual, why it matters, the next step, the line. */
import type { CheckResult } from '#protocol/report.ts';
import { Icon } from './icons.tsx';
import { usePane } from './pane-context.ts';

const words = { pass: 'passed', fail: 'failed', skip: 'not checked', error: 'our own fault' } as const;

function points(check: CheckResult): string {
	return check.maxPoints === 0 ? 'no points' : `${check.points} of ${check.maxPoints}`;
}

export function CheckRow({ check, open }: { readonly check: CheckResult; readonly open: boolean }) {
	const pane = usePane();
	const { file, line } = check;
	return (
		<li>
			<details class={`check ${check.status}`} open={open}>
				<summary>
					<Icon name={check.status} />
					<span class="check-title">{check.title}</span>
					<span class="check-status">{words[check.status]}</span>
					<span class="check-points numbers">{points(check)}</span>
				</summary>
				<dl>
					<dt>Expected</dt>
					<dd>{check.expected}</dd>
					<dt>Found</dt>
					<dd>{check.actual}</dd>
					<dt>Why it matters</dt>
					<dd>{check.rationale}</dd>
					{check.hint !== '' && (
						<>
							<dt>Next step</dt>
							<dd class="next-step">{check.hint}</dd>
						</>
					)}
				</dl>
				{file !== undefined && (
					<button type="button" class="button small" onClick={() => pane.show(file, line, check.id)}>
						{line === undefined ? `Open ${file}` : `Go to ${file}, line ${line}`}
					</button>
				)}
			</details>
		</li>
	);
}
