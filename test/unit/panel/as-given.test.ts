/** What n8n makes of a collection before the node runs, and before a workflow is saved. */
import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { X } from '../../../nodes/X/X.node';

const { description } = new X();

function kept(parameters: INodeParameters, withDefaults: boolean) {
	const node = { typeVersion: 1, parameters } as INode;
	return NodeHelpers.getNodeParameters(description.properties, parameters, withDefaults, false, node, description);
}

const E = '={{ $json.value }}';
const file = { source: 'binary', binaryFields: 'data' };

test.each<[string, string, INodeParameters]>([
	['all media', 'create', { media: E }],
	['the rows of media', 'create', { media: { item: E } }],
	['a row of media', 'create', { media: { item: [E] } }],
	['media that are a list', 'create', { media: [{ source: 'url', url: 'https://example.com/a.png' }] }],
	['rows under another name', 'create', { media: { rows: [file] } }],
	['all options', 'create', { options: E }],
	['a poll', 'create', { options: { poll: E } }],
	['the fields of a poll', 'create', { options: { poll: { values: E } } }],
	['the fields of a poll as a text', 'create', { options: { poll: { values: 'Yes, No' } } }],
	['a poll as a list', 'create', { options: { poll: ['Yes', 'No'] } }],
	['a poll as a text', 'create', { options: { poll: 'Yes, No' } }],
	['all parts', 'createThread', { source: 'parts', parts: E }],
	['the rows of parts', 'createThread', { source: 'parts', parts: { part: E } }],
	['all limits', 'get', { limits: E }],
	['all fields', 'get', { output: 'full', fields: E }],
	['all filters', 'search', { filters: E }],
])('%s as an expression', (_, operation, given) => {
	const parameters = { resource: 'post', operation, ...given };
	expect(kept(parameters, true)).toMatchObject(given);
	expect(kept(parameters, false)).toMatchObject(given);
});

test.each<[string, INodeParameters]>([
	['a media ID', { cover: '1849000000000000000' }],
	['a media ID in its place', { cover: { item: '1849000000000000000' } }],
	['an expression in its place', { cover: { item: E } }],
	['a list', { cover: ['1849000000000000000'] }],
])('the cover of an article, which n8n would drop as %s', (_, options) => {
	const parameters = { resource: 'article', operation: 'createDraft', title: 'Kites', options };
	expect(kept(parameters, true)).toMatchObject({ options });
	expect(kept(parameters, false)).toMatchObject({ options });
});

test('the media of a part as an expression', () => {
	const part = [{ text: 'One', media: E }, { text: 'Two', media: { item: [file] } }, { text: 'Three' }];
	const parameters = { resource: 'post', operation: 'createThread', source: 'parts', parts: { part } };
	expect(kept(parameters, true)?.parts).toEqual({
		part: [part[0], { text: 'Two', media: { item: [{ ...file, altText: '' }] } }, { text: 'Three', media: {} }],
	});
});

test('what the panel fills in is completed with defaults, freed of what is hidden, and saved without defaults', () => {
	const given = {
		resource: 'post',
		operation: 'create',
		media: { item: [{ binaryFields: 'photo' }, { source: 'ids', mediaIds: '1', url: 'https://example.com/a.png' }] },
		options: { poll: { values: { choices: 'Yes, No' } } },
	};
	expect(kept(given, true)).toMatchObject({
		media: {
			item: [
				{ source: 'binary', binaryFields: 'photo', altText: '' },
				{ source: 'ids', mediaIds: '1' },
			],
		},
		options: { poll: { values: { choices: 'Yes, No', durationMinutes: 1440 } } },
	});
	const { media, options } = kept(given, false) ?? {};
	expect({ media, options }).toEqual({
		media: { item: [{ binaryFields: 'photo' }, { source: 'ids', mediaIds: '1' }] },
		options: given.options,
	});
});
