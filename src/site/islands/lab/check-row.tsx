/** One check: its mark and points; opened: expected, actual, why it matters, the next step, the line. */
import type { CheckResult } from '#protocol/report.ts';
import type { LabText } from '../../text/en/lab.ts';
import { runnerLang } from '../../text/locales.ts';
import { useText } from '../text-context.ts';
import { Icon } from './icons.tsx';
import { usePane } from './pane-context.ts';

function points(check: CheckResult, { results, score }: LabText): string {
	return check.maxPoints === 0 ? results.noPoints : score(check.points, check.maxPoints);
}

export function CheckRow({ check, open }: { readonly check: CheckResult; readonly open: boolean }) {
	const pane = usePane();
	const text = useText();
	const { results } = text;
	const { file, line } = check;
	return (
		<li>
			<details class={`check ${check.status}`} open={open}>
				<summary>
					<Icon name={check.status} />
					<span class="check-title" lang={runnerLang}>
						{check.title}
					</span>
					<span class="check-status">{results[check.status]}</span>
					<span class="check-points numbers">{points(check, text)}</span>
				</summary>
				<dl>
					<dt>{results.expected}</dt>
					<dd lang={runnerLang}>{check.expected}</dd>
					<dt>{results.found}</dt>
					<dd lang={runnerLang}>{check.actual}</dd>
					<dt>{results.why}</dt>
					<dd lang={runnerLang}>{check.rationale}</dd>
					{check.hint !== '' && (
						<>
							<dt>{results.next}</dt>
							<dd class="next-step" lang={runnerLang}>
								{check.hint}
							</dd>
						</>
					)}
				</dl>
				{file !== undefined && (
					<button type="button" class="button small" onClick={() => pane.show(file, line, check.id)}>
						{line === undefined ? results.open(file) : results.goTo(file, line)}
					</button>
				)}
			</details>
		</li>
	);
}
