import { config as n8n } from '@n8n/node-cli/eslint';
import tseslint from 'typescript-eslint';

const published = ['api', 'connector', 'host', 'credentials', 'nodes'].map((room) => `${room}/**/*.ts`);

const unpublished = ['sandbox', 'demo', 'test', 'contract', 'bench', 'docs'];

/** Which rooms a room must not import from: nodes -> host -> connector -> api. */
const forbidden = {
	api: ['connector', 'host', 'nodes', 'credentials', ...unpublished],
	connector: ['host', 'nodes', 'credentials', ...unpublished],
	host: ['nodes', 'credentials', ...unpublished],
	nodes: unpublished,
	credentials: ['host', 'nodes', ...unpublished],
	sandbox: ['host', 'nodes', 'credentials', 'demo', 'test', 'contract', 'bench', 'docs'],
};
const arrows = Object.entries(forbidden).map(([room, others]) => ({
	files: [`${room}/**/*.ts`],
	rules: {
		'no-restricted-imports': [
			'error',
			{
				patterns: [
					...others.map((other) => ({
						group: [`**/${other}/**`, `**/${other}`],
						message: `${room}/ must not import from ${other}/`,
					})),
					...(room === 'api' || room === 'connector'
						? [{ group: ['n8n-workflow', 'n8n-core'], message: `${room}/ knows nothing of n8n` }]
						: []),
				],
			},
		],
	},
}));

export default [
	{ ignores: ['dist/**', '.run/**', 'node_modules/**', 'demo/node_modules/**'] },
	// n8n's own rules, as its command-line tool configures them, on everything that is published.
	...n8n.map((block) => (block.files?.includes('**/*.ts') ? { ...block, files: published } : block)),
	// The rest of the repository runs on Node itself: the common TypeScript rules.
	...tseslint.configs.recommended.map((block) => ({
		...block,
		files: ['sandbox/**/*.ts', 'demo/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'contract/**/*.ts', 'docs/**/*.ts'],
	})),
	...arrows,
];
