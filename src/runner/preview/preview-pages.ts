/** Pages that a preview shows in place of what the program does not serve. */

/** A program that is being started gets this much time before the next try. */
const retrySeconds = 3;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

function page(title: string, body: string, head = ''): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
${head}<title>${escaped(title)}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}code{font-family:ui-monospace,monospace}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`;
}

/** Our own pages need nothing but their style. */
export const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function refusedPage(reason: string): string {
	return page('This preview is closed', `<p>${escaped(reason)}</p><p>Open it from the page of the course.</p>`);
}

export interface Silence {
	readonly container: string;
	/** Port that was published. */
	readonly port: number;
	/** Port inside the container. */
	readonly containerPort: number;
	/** Nobody took the connection, or somebody did and did not answer. */
	readonly kind: 'refused' | 'silent';
}

export function silentPage({ container, port, containerPort, kind }: Silence): string {
	const name = escaped(container);
	const what =
		kind === 'refused'
			? `Nothing listens on port ${containerPort} of the container <code>${name}</code>.`
			: `The program on port ${containerPort} of the container <code>${name}</code> does not answer.`;
	const list = [
		`Does it still run, and what does it say? <code>docker ps</code>, <code>docker logs ${name}</code>. If it is starting, wait: this page tries again by itself.`,
		'Does the program listen on <code>0.0.0.0</code>? On <code>127.0.0.1</code> only the container itself reaches it.',
		`Does the program listen on port ${containerPort}? In <code>-p ${port}:${containerPort}</code> the second number is the port inside the container.`,
	];
	const body = `<p>${what} What to check:</p><ul>${list.map((item) => `<li>${item}</li>`).join('')}</ul>`;
	return page('The program does not answer', body, `<meta http-equiv="refresh" content="${retrySeconds}">\n`);
}
