/** Advice of a report: what is worth knowing beyond the points, the most urgent first. */
import type { Advice } from '#protocol/report.ts';
import { runnerLang } from '../../text/locales.ts';
import { useText } from '../text-context.ts';
import { Icon, type IconName } from './icons.tsx';
import { usePane } from './pane-context.ts';

const icons: Readonly<Record<Advice['level'], IconName>> = {
	essential: 'error',
	actionable: 'arrow',
	informative: 'lens',
	celebratory: 'pass',
};

function AdviceItem({ advice }: { readonly advice: Advice }) {
	const pane = usePane();
	const { level, message, hint, file, line, hadolint, buildCheck } = advice;
	const text = useText();
	return (
		<li class={`advice ${level}`}>
			<p class="advice-message">
				<Icon name={icons[level]} />
				<span class="advice-text" lang={runnerLang}>
					{message}
				</span>
				<span class="advice-level">{text.advice[level]}</span>
			</p>
			{hint !== '' && (
				<p class="advice-hint" lang={runnerLang}>
					{hint}
				</p>
			)}
			{(file !== undefined || hadolint.length + buildCheck.length > 0) && (
				<p class="advice-foot">
					{file !== undefined && (
						<button type="button" class="link" onClick={() => pane.show(file, line)}>
							{line === undefined ? text.results.open(file) : text.results.goTo(file, line)}
						</button>
					)}
					{hadolint.length > 0 && <span lang={runnerLang}>{`hadolint ${hadolint.join(', ')}`}</span>}
					{buildCheck.length > 0 && <span lang={runnerLang}>{`docker build --check: ${buildCheck.join(', ')}`}</span>}
				</p>
			)}
		</li>
	);
}

export function AdviceList({ advice }: { readonly advice: readonly Advice[] }) {
	const words = useText().advice;
	if (advice.length === 0) return null;
	return (
		<section class="group" aria-label={words.title}>
			<h4>
				{words.title}
				<span class="group-count">{words.noPoints}</span>
			</h4>
			<ul class="checks">
				{advice.map((one) => (
					<AdviceItem key={one.id} advice={one} />
				))}
			</ul>
		</section>
	);
}
