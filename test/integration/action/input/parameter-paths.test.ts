/** A path into the item is looked up without n8n (host/reader.ts): what comes out is what n8n itself would have had. */
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../../../support/n8n/run-node';

const HELD: readonly unknown[] = [
	'first',
	'plain',
	'',
	' spaced ',
	'={{ 1 + 1 }}',
	'{{ $json.id }}',
	'=x',
	'a\nb',
	'ärger 😀',
	42,
	0,
	-1.5,
	true,
	false,
	null,
	undefined,
	{ a: 1 },
	[],
	['x'],
	'"quoted"',
	'\\n',
	'2026-01-01',
];

/** Preview tells the text of the parameter or why it is refused, and asks nobody. */
async function texts(path: string, input: IDataObject[]): Promise<unknown[]> {
	const { json } = await runNode({
		parameters: { resource: 'post', operation: 'preview', source: 'post', text: `={{ ${path} }}` },
		credentials: { xUserOAuth2Api: { clientId: 'id', oauthTokenData: { access_token: 'user' } } },
		input: input.map((each) => ({ json: each })),
		settings: { onError: 'continueRegularOutput' },
	});
	return json;
}

const nested = (value: unknown): IDataObject =>
	({ text: value, user: { name: value }, 'a b': value, "it's": { x_1: value }, __proto: value }) as IDataObject;

test.each([
	'$json.text',
	'$json.user.name',
	'$json["a b"]',
	'$json["it\'s"].x_1',
	'$json.__proto',
	'$json.user["name"]',
	'$json.text.length',
	'$json.constructor',
	'$json.user.missing',
	'$json.toString',
])('%s', async (path) => {
	const input = HELD.map(nested);
	const looked = await texts(path, input);
	expect(looked).toHaveLength(HELD.length);
	// In brackets it is no bare path any more, so that n8n works it out for every item.
	expect(looked).toEqual(await texts(`(${path})`, input));
});

test.each(['text', 'valueOf'])('$json.%s, which some items have and others have not', async (name) => {
	const input: IDataObject[] = [{ [name]: 'one' }, {}, { [name]: null }, { other: 1 }, { [name]: 'five' }];
	expect(await texts(`$json.${name}`, input)).toEqual(await texts(`($json.${name})`, input));
});
