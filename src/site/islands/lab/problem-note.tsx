/** What went wrong, and what to do about it. */
interface Props {
	readonly message: string;
	readonly hint: string;
	readonly action?: { readonly label: string; readonly run: () => void };
}

export function ProblemNote({ message, hint, action }: Props) {
	return (
		<div class="problem" role="alert">
			<p>
				<strong>{message}</strong> {hint}
			</p>
			{action !== undefined && (
				<button type="button" class="button" onClick={action.run}>
					{action.label}
				</button>
			)}
		</div>
	);
}
