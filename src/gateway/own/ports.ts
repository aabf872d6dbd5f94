import { z } from 'zod';
import type { Labels } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';

/** One port of a container that the learner published. Kept in a label: the engine itself publishes none. */
export const portBindingSchema = z.strictObject({
	/** Where the program listens. */
	container: z.int(),
	protocol: z.enum(['tcp', 'udp']),
	/** Address that the learner named, or `0.0.0.0`. */
	host: z.string(),
	/** What it is published as. */
	port: z.int(),
});
export type PortBinding = z.infer<typeof portBindingSchema>;

const bindingsSchema = z.array(portBindingSchema);

/** The published ports of a container, by its labels. */
export function portsOf(labels: Labels): readonly PortBinding[] {
	const text = labels[labelNames.ports];
	return text === undefined ? [] : bindingsSchema.parse(JSON.parse(text));
}

/** The label that says them; none for none. */
export function portsLabel(ports: readonly PortBinding[]): Labels {
	return ports.length === 0 ? {} : { [labelNames.ports]: JSON.stringify(ports) };
}

/** Whether two bindings cannot both be published. */
export function collides(one: PortBinding, other: PortBinding): boolean {
	return one.port === other.port && one.protocol === other.protocol;
}
