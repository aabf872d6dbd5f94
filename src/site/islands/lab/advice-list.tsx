/** Advice of a report: what is worth knowing beyond the points, the most urgent first. */
import type { Advice } from '#protocol/report.ts';
import { Icon, type IconName } from './icons.tsx';
import { usePane } from './pane-context.ts';

const levels: Readonly<Record<Advice['level'], { readonly words: string; readonly icon: IconName }>> = {
	essential: { words: 'mend this', icon: 'error' },
	actionable: { words: 'worth a change', icon: 'arrow' },
	informative: { words: 'good to know', icon: 'lens' },
	celebratory: { words: 'well done', icon: 'pass' },
};

function AdviceItem({ advice }: { readonly advice: Advice }) {
	const pane = usePane();
	const { level, message, hint, file, line, hadolint, buildCheck } = advice;
	const { words, icon } = levels[level];
	return (
		<li class={`advice ${level}`}>
			<p class="advice-message">
				<Icon name={icon} />
				<span class="advice-text">{message}</span>
				<span class="advice-level">{words}</span>
			</p>
			{hint !== '' && <p class="advice-hint">{hint}</p>}
			{(file !== undefined || hadolint.length + buildCheck.length > 0) && (
				<p class="advice-foot">
					{file !== undefined && (
						<button type="button" class="link" onClick={() => pane.show(file, line)}>
							{line === undefined ? `Open ${file}` : `Go to ${file}, line ${line}`}
						</button>
					)}
					{hadolint.length > 0 && <span>hadolint {hadolint.join(', ')}</span>}
					{buildCheck.length > 0 && <span>docker build --check: {buildCheck.join(', ')}</span>}
				</p>
			)}
		</li>
	);
}

export function AdviceList({ advice }: { readonly advice: readonly Advice[] }) {
	if (advice.length === 0) return null;
	return (
		<section class="group" aria-label="Advice">
			<h4>
				Advice
				<span class="group-count">without points</span>
			</h4>
			<ul class="checks">
				{advice.map((one) => (
					<AdviceItem key={one.id} advice={one} />
				))}
			</ul>
		</section>
	);
}
