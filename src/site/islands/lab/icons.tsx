/** Marks that stand beside a word, never alone. */
const paths = {
	pass: 'M5 12.5 10 17.5 19.5 7',
	fail: 'M6.5 6.5 17.5 17.5M17.5 6.5 6.5 17.5',
	skip: 'M5 12h14',
	error: 'M12 6v7.5M12 17.5v.1',
	clock: 'M12 7v5.2l3.2 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z',
	running: 'M12 4a8 8 0 0 1 8 8',
	pending: 'M12 11.9v.1',
	arrow: 'M4 12h15M13.5 6.5 19.5 12l-6 5.5',
	lens: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20.5 20.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
	return (
		<svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
			<path d={paths[name]} />
		</svg>
	);
}
