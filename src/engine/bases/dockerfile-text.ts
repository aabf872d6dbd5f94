import { addedFolder, bundlePath } from './certificates.ts';

type Variables = Readonly<Record<string, string>>;

/** Name of the stage that we put at the end. */
export const finalStage = 'stagecraft-base';

function variableLines(variables: Variables): readonly string[] {
	return Object.entries(variables).map(([name, value]) => `ENV ${name}=${JSON.stringify(value)}`);
}

/**
 * A Dockerfile, or the last stage of one, that adds variables to an image or a stage above and changes nothing else.
 *
 * @param original name of a stage or reference of an image.
 */
export function withVariables(original: string, variables: Variables): string {
	return [`FROM ${original} AS ${finalStage}`, ...variableLines(variables), ''].join('\n');
}

/** Where a base has the packages that it brings along. */
const wheelsFolder = '/usr/local/share/wheels';

/**
 * A Dockerfile that adds packages to an image, and has pip take them and nothing else: asking what does not answer would take
 * minutes.
 *
 * @param wheels reference of the image that holds them.
 */
export function withWheels(image: string, wheels: string): string {
	return [
		`FROM ${image} AS ${finalStage}`,
		`COPY --from=${wheels} /wheels ${wheelsFolder}`,
		'COPY <<pip.conf /etc/pip.conf',
		'[global]',
		'no-index = true',
		`find-links = ${wheelsFolder}`,
		'pip.conf',
		'',
	].join('\n');
}

/** Folder of a build context that holds the certificates. */
export const certificateFolder = 'certificates';

/**
 * A Dockerfile that takes an image as it is and adds the certificates in the context to it.
 *
 * The bundle is merged in a stage of its own, since the image may have no shell. `[l]` makes a pattern of the path:
 * that the image has no such folder is then no error.
 *
 * @param helper reference of an image with a shell.
 */
export function withCertificates(image: string, helper: string, variables: Variables): string {
	const pattern = bundlePath.replace('/ssl/', '/ss[l]/');
	return [
		`FROM ${image} AS original`,
		`FROM ${helper} AS merged`,
		`COPY ${certificateFolder}/ /made${addedFolder}/`,
		`COPY --from=original ${pattern} /original/`,
		`RUN mkdir -p /made/etc/ssl/certs && for file in /original/*.crt /made${addedFolder}/*.crt; do if [ -e "$file" ]; then cat "$file"; fi; done > /made${bundlePath}`,
		`FROM original AS ${finalStage}`,
		'COPY --from=merged /made/ /',
		...variableLines(variables),
		'',
	].join('\n');
}
