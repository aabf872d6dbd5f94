/** The fields of `POST /containers/create` that a learner may set: https://docs.docker.com/reference/api/engine/ */
import { z } from 'zod';

const text = z.string().max(4_096);
const word = z.string().max(128_000);
/** `docker run` with a long script as its argument. */
const words = z.array(word).max(1_000);
const bytes = z.number().nonnegative();

/** 15 caps how many ports and labels one container has: enough for any lab. */
const fewEntries = 100;

function record<V extends z.ZodType>(value: V, limit = fewEntries) {
	return z
		.record(z.string().max(1_000), value)
		.refine((entries) => Object.keys(entries).length <= limit, `at most ${limit} entries`);
}

const portName = z.string().regex(/^\d{1,5}\/(?:tcp|udp)$/, 'a port such as 5000/tcp');

export const healthcheckSchema = z.strictObject({
	Test: words.optional(),
	Interval: bytes.optional(),
	Timeout: bytes.optional(),
	StartPeriod: bytes.optional(),
	StartInterval: bytes.optional(),
	Retries: z.int().min(0).max(1_000).optional(),
});

export const configSchema = z.object({
	Hostname: z
		.string()
		.regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/, 'a host name')
		.optional(),
	Domainname: z
		.string()
		.regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/, 'a domain name')
		.optional(),
	User: text.optional(),
	AttachStdin: z.boolean().optional(),
	AttachStdout: z.boolean().optional(),
	AttachStderr: z.boolean().optional(),
	ExposedPorts: z.record(portName, z.strictObject({})).optional(),
	Tty: z.boolean().optional(),
	OpenStdin: z.boolean().optional(),
	StdinOnce: z.boolean().optional(),
	Env: words.optional(),
	Cmd: z.union([word, words]).optional(),
	Healthcheck: healthcheckSchema.optional(),
	ArgsEscaped: z.boolean().optional(),
	Image: z.string().max(400),
	WorkingDir: text.optional(),
	Entrypoint: z.union([word, words]).optional(),
	Labels: record(text).optional(),
	StopSignal: z
		.string()
		.regex(/^(?:SIG)?[A-Z0-9+-]{1,12}$/i, 'a signal')
		.optional(),
	StopTimeout: z.int().min(0).max(3_600).optional(),
	Shell: words.optional(),
	HostConfig: z.unknown().optional(),
	NetworkingConfig: z.unknown().optional(),
});

export const hostSchema = z.object({
	AutoRemove: z.boolean().optional(),
	NetworkMode: text.optional(),
	RestartPolicy: z.strictObject({ Name: text.optional(), MaximumRetryCount: z.number().optional() }).optional(),
	Memory: z.number().optional(),
	MemorySwap: z.number().optional(),
	MemoryReservation: z.number().optional(),
	MemorySwappiness: z.number().optional(),
	NanoCpus: z.number().optional(),
	CpuShares: z.int().min(0).max(262_144).optional(),
	CpuCount: z.number().optional(),
	CpuPercent: z.number().optional(),
	IOMaximumIOps: z.number().optional(),
	IOMaximumBandwidth: z.number().optional(),
	PidsLimit: z.number().optional(),
	Init: z.boolean().optional(),
	ReadonlyRootfs: z.boolean().optional(),
	CapAdd: z.array(text).max(fewEntries).optional(),
	CapDrop: z.array(text).max(fewEntries).optional(),
	SecurityOpt: z.array(text).max(fewEntries).optional(),
	LogConfig: z.strictObject({ Type: text.optional(), Config: z.record(z.string(), z.string()).nullish() }).optional(),
	ConsoleSize: z.tuple([z.int().min(0).max(10_000), z.int().min(0).max(10_000)]).optional(),
	ShmSize: z.number().optional(),
	Tmpfs: record(text, 10).optional(),
	IpcMode: text.optional(),
	CgroupnsMode: text.optional(),
	PortBindings: z
		.record(
			portName,
			z
				.array(z.strictObject({ HostIp: text.optional(), HostPort: text.optional() }))
				.max(10)
				.nullable(),
		)
		.optional(),
	/** The docker command sends its own file's name. Nothing is done with it. */
	ContainerIDFile: z.string().optional(),
	/** An empty list would take masks away; none is ever passed on, so that the engine's own hold. */
	MaskedPaths: z.array(z.string()).max(0, '--security-opt systempaths is not allowed').optional(),
	ReadonlyPaths: z.array(z.string()).max(0, '--security-opt systempaths is not allowed').optional(),
});

export type ContainerConfig = z.infer<typeof configSchema>;
export type HostConfig = z.infer<typeof hostSchema>;

export const networkingSchema = z.object({ EndpointsConfig: z.record(z.string().max(200), z.unknown()).optional() });
export const endpointSchema = z.object({});
