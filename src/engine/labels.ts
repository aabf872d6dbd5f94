/** The labels that every object of ours on an engine carries. Cleaning up selects on them. */

const prefix = 'io.stagecraft';

export const labelNames = {
	/** What the object is for. `session`: made by a learner through the gateway; `workspace`: where their shell runs. */
	role: `${prefix}.role`,
	/** Id of the runner (one per data folder) that made the object. */
	owner: `${prefix}.owner`,
	/** Id of the grading or session that the object belongs to. */
	job: `${prefix}.job`,
	/** On a prepared base: `offline` (made by our recipe) or `registry` (certificates added to a pulled one). */
	baseOrigin: `${prefix}.base-origin`,
	/** On a prepared base: hash of the recipe and of the certificates that it was made from. */
	baseRecipe: `${prefix}.base-recipe`,
	/** On a base that brings the labs' packages along: id of the image that they were kept in. */
	basePackages: `${prefix}.base-packages`,
	/** On a container of a session: the ports that it publishes, as JSON. The engine itself publishes none. */
	ports: `${prefix}.ports`,
} as const;

export type Role = 'grading' | 'lab-build' | 'base' | 'helper' | 'session' | 'workspace';

/** Whether a label is one of ours: learners may neither set nor see them. */
export function isOwnLabel(name: string): boolean {
	return name === prefix || name.startsWith(`${prefix}.`);
}
