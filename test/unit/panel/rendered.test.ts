/** What the schema is drawn as, held to n8n's own rules for node descriptions: a linter of the sources alone would never see it. */
import path from 'node:path';
import { ESLint } from 'eslint';
import type { INodeType } from 'n8n-workflow';
import tseslint from 'typescript-eslint';
import { accountLine } from '../../../host/panel/loaded/account-line';
import { estimate } from '../../../host/panel/triggers/trigger-cost';
import { wholeQuery } from '../../../host/panel/loaded/whole-query';
import { X } from '../../../nodes/X/X.node';
import { XDeveloper } from '../../../nodes/XDeveloper/XDeveloper.node';
import { XTrigger } from '../../../nodes/XTrigger/XTrigger.node';

const OFF = [
	// Those that n8n's command-line tool switches off itself.
	'node-class-description-inputs-wrong-regular-node',
	'node-class-description-outputs-wrong',
	'node-param-type-options-max-value-present',
	// It knows one Limit, of 50; as a tool a node has another one (properties.test.ts holds both).
	'node-param-default-wrong-for-limit',
];

let linter: ESLint;
beforeAll(async () => {
	// The rules take any file for a trigger while NODE_ENV is `test`, and look at it when they are loaded.
	process.env.NODE_ENV = 'production';
	const { default: plugin } = await import('eslint-plugin-n8n-nodes-base');
	const rules = {
		...plugin.configs.nodes.rules,
		...Object.fromEntries(OFF.map((name) => [`n8n-nodes-base/${name}`, 'off'])),
	};
	linter = new ESLint({
		overrideConfigFile: true,
		overrideConfig: [
			{
				files: ['**/*.ts'],
				languageOptions: { parser: tseslint.parser },
				plugins: { 'n8n-nodes-base': plugin },
				rules,
			},
		] as ESLint.Options['overrideConfig'],
	});
});

/** The node as if its whole description had been written by hand. */
const written = (name: string, { description }: INodeType) =>
	`export class ${name} implements INodeType {\n	description: INodeTypeDescription = ${JSON.stringify(description, null, '\t').replace(/"(\w+)":/g, '$1:')};\n}\n`;

/** Lists filled by the node are taken for those of objects with a name and an ID; these tell sums of money and queries. */
const TELLING = [accountLine, estimate, wholeQuery('Whole Query', [])].flatMap(({ displayName, description }) => [
	displayName,
	String(description),
]);
const isTelling = (rule: string, text: string): boolean =>
	rule.endsWith('for-dynamic-options') && TELLING.some((own) => text.includes(JSON.stringify(own)));

/** Resources and operations stand in the order of their use. */
const isByUse = (rule: string, above: readonly string[]): boolean =>
	rule.endsWith('unsorted-items') &&
	/^\tname: "(resource|operation)",$/.test(
		above.findLast((text) => /^\t*name: /.test(text))?.replace(/^\t+/, '\t') ?? '',
	);

async function messages(
	name: string,
	node: INodeType,
	change: (source: string) => string = (source) => source,
): Promise<string[]> {
	const source = change(written(name, node));
	const [{ messages: found }] = await linter.lintText(source, {
		filePath: path.resolve('nodes', name, `${name}.node.ts`),
	});
	const lines = source.split('\n');
	return found
		.filter(({ ruleId, line }) => !isTelling(String(ruleId), lines[line - 1] ?? ''))
		.filter(({ ruleId, line }) => !isByUse(String(ruleId), lines.slice(0, line - 1)))
		.map(
			({ ruleId, message, line }) =>
				`${ruleId}: ${message} (${lines
					.slice(Math.max(0, line - 3), line + 2)
					.map((text) => text.trim())
					.join(' ')})`,
		);
}

test.each([
	['X', new X()],
	['XDeveloper', new XDeveloper()],
	['XTrigger', new XTrigger()],
] as Array<[string, INodeType]>)('%s', async (name, node) => {
	expect(await messages(name, node)).toEqual([]);
});

test('a wrong parameter would be seen', async () => {
	expect(
		(
			await messages('X', new X(), (source) =>
				source.replace('"Whether to return all results or only up to a given limit"', '"All of them"'),
			)
		).join(),
	).toMatch(/return-all/);
});
