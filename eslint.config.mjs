import { config as n8n } from '@n8n/node-cli/eslint';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

const filesOf = (rooms) => rooms.map((room) => `${room}/**/*.ts`);
const published = filesOf(['api', 'connector', 'host', 'credentials', 'nodes']);
const unpublished = ['sandbox', 'demo', 'test', 'contract', 'bench', 'docs', 'matrix', 'queue', 'tools'];
const everything = [...published, ...filesOf(unpublished)];

/**
 * Which rooms a room must not import from. Between rooms: nodes -> host -> connector -> api. Within host the four ways (action, poll,
 * activity, stream) share files, panel, shared and session, and never each other. Within api json, errors, client and text are the
 * ground floors.
 */
const ways = ['action', 'poll', 'activity', 'stream'];
const callsOfApi = ['read', 'write'];
const upperApi = ['money', 'media', 'article', 'chat', 'polling', 'push'];
const forbidden = {
	api: ['connector', 'host', 'nodes', 'credentials', ...unpublished],
	connector: ['host', 'nodes', 'credentials', ...unpublished],
	host: ['nodes', 'credentials', ...unpublished],
	nodes: unpublished,
	credentials: ['host', 'nodes', ...unpublished],
	sandbox: ['host', 'nodes', 'credentials', 'demo', 'test', 'contract', 'bench', 'docs', 'matrix', 'queue', 'tools'],
	'api/json': ['errors', 'client', ...callsOfApi, 'objects', 'text', ...upperApi],
	'api/errors': ['client', ...callsOfApi, 'objects', 'text', ...upperApi],
	'api/client': [...callsOfApi, 'objects', 'text', ...upperApi],
	'api/read': ['write', 'objects', 'text', ...upperApi],
	'api/write': ['read', 'objects', 'text', ...upperApi],
	'api/text': ['objects', ...upperApi],
	'api/objects': ['text', ...upperApi],
	...Object.fromEntries(upperApi.map((room) => [`api/${room}`, upperApi.filter((other) => other !== room)])),
	...Object.fromEntries(ways.map((way) => [`host/${way}`, ways.filter((other) => other !== way)])),
	'host/connection': [...ways, 'panel', 'files'],
	'host/chat': [...ways, 'files', 'panel'],
	'host/files': ways,
	'host/panel': ways,
	'host/shared': ways,
	'host/session': [...ways, 'chat', 'files', 'panel', 'shared'],
};

/** A rule's options replace those of an earlier block, so a room within a room repeats what the outer one forbids. */
const patternsOf = (room) => {
	const [top] = room.split('/');
	const arrows =
		room === top
			? [[top, forbidden[top]]]
			: [
					[top, forbidden[top]],
					[room, forbidden[room]],
				];
	return [
		...arrows.flatMap(([from, others]) =>
			others.map((other) => ({
				// Rooms beside one another are told by the way to them: connector/ may have a file of the same name.
				group: from === top ? [`**/${other}/**`, `**/${other}`] : [`../${other}/**`, `**/${top}/${other}/**`],
				message: `${from}/ must not import from ${other}/`,
			})),
		),
		...(top === 'api' || top === 'connector'
			? [{ group: ['n8n-workflow', 'n8n-core'], message: `${top}/ knows nothing of n8n` }]
			: []),
	];
};
const arrows = Object.keys(forbidden).map((room) => ({
	files: [`${room}/**/*.ts`],
	rules: { 'no-restricted-imports': ['error', { patterns: patternsOf(room) }] },
}));

/** n8n's tool brings an older typescript-eslint of its own; one plugin cannot stand for two. */
const withOneParser = (block) => ({
	...block,
	...(block.plugins?.['@typescript-eslint']
		? { plugins: { ...block.plugins, '@typescript-eslint': tseslint.plugin } }
		: {}),
	...(block.languageOptions?.parser ? { languageOptions: { ...block.languageOptions, parser: tseslint.parser } } : {}),
});

/** The one that n8n's tool brings, for the same reason. */
const importX = n8n.map(({ plugins }) => plugins?.['import-x']).find(Boolean);

export default [
	{ ignores: ['dist/**', '.run/**', '.stryker-tmp/**', 'node_modules/**', 'demo/node_modules/**'] },
	// n8n's own rules, as its command-line tool configures them, on everything that is published.
	...n8n.map((block) => withOneParser(block.files?.includes('**/*.ts') ? { ...block, files: published } : block)),
	...tseslint.configs.recommendedTypeChecked.map((block) => ({ ...block, files: everything })),
	{
		files: everything,
		plugins: { 'import-x': importX },
		settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.all.json' })] },
		languageOptions: { parserOptions: { project: 'tsconfig.all.json', tsconfigRootDir: import.meta.dirname } },
		rules: {
			'import-x/no-cycle': 'error',
			complexity: ['error', 12],
			'no-nested-ternary': 'error',
			'max-lines': ['error', 300],
			'@typescript-eslint/no-base-to-string': 'error',
			// What was thrown, of whatever kind, is thrown on.
			'@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
			'@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
			// Rows and ports are objects of functions; none of them uses `this`.
			'@typescript-eslint/unbound-method': 'off',
			// A function that has to give a promise says so, and what it throws is then a rejection.
			'@typescript-eslint/require-await': 'off',
		},
	},
	{
		// What a test does not know it asserts.
		files: filesOf(['test']),
		rules: Object.fromEntries(
			['argument', 'assignment', 'call', 'member-access', 'return'].map((kind) => [
				`@typescript-eslint/no-unsafe-${kind}`,
				'off',
			]),
		),
	},
	{
		files: filesOf(['test']),
		rules: {
			'@typescript-eslint/no-base-to-string': 'off',
			'@typescript-eslint/no-unnecessary-type-assertion': 'off',
			'@typescript-eslint/only-throw-error': 'off',
			'@typescript-eslint/prefer-promise-reject-errors': 'off',
		},
	},
	...arrows,
];
