/** Which fields X is asked for. */
import { RESOURCES, type Operation } from '../../../connector';
import { selectionsOf, type Selection } from '../../../connector/selections';
import { repliable } from '../../../connector/shared/can-reply';
import { askedOf, filterNeeds, readSelection, selection, withNeeds } from '../../../host/shared/selection';
import type { OutputOptions } from '../../../host/shared/types';
import { inputError } from '../../support/unwired/surroundings';

const SEARCH = RESOURCES.flatMap(({ operations }) => operations).find(
	({ endpoint }) => endpoint === 'GET /2/tweets/search/recent',
) as Operation;
const NOTHING = { ...SEARCH, returns: 'result' } as const;
const options = (output: OutputOptions['output'], select: OutputOptions['select'] = {}): OutputOptions => ({
	limit: 50,
	output,
	select,
});
const posts = selectionsOf(SEARCH.returns).find(({ name }) => name === 'postFields') as Selection;

it('those that an output shows, where nothing was chosen', () => {
	const [simplified, full, raw] = (['simplified', 'full', 'raw'] as const).map((output) =>
		selection(SEARCH, options(output)),
	);
	expect(full).toEqual(raw);
	expect(Object.keys(simplified)).toContain('expansions');
	expect(String(full['post.fields']).split(',').length).toBeGreaterThan(
		String(simplified['post.fields']).split(',').length,
	);
});

it('those that were chosen, and what the engine needs besides, each once', () => {
	const chosen = selection(SEARCH, options('full', { [posts.name]: ['text', 'id', 'text'] }));
	const asked = chosen['post.fields'] as readonly string[];
	expect([...asked].sort()).toEqual([...new Set(['id', 'text', ...(posts.always ?? [])])].sort());
});

it('none of a kind of which none was chosen, beyond what the engine needs', () => {
	const always = selectionsOf(SEARCH.returns).find(({ name }) => name === 'include')?.always ?? [];
	expect(selection(SEARCH, options('simplified', { include: [] })).expansions ?? []).toEqual(always);
	const author = selection(SEARCH, options('simplified', { include: ['author_id'] }));
	expect(author.expansions).toEqual(['author_id', ...always]);
	const chosen = options('simplified', { include: [], postFields: ['lang'] });
	expect([...askedOf({ returns: 'post' }, chosen)].sort()).toEqual(['article', 'lang', 'note_post']);
	const none = selection(SEARCH, options('simplified', { userFields: [] }));
	expect(none).not.toHaveProperty(['user.fields']);
	expect([selection(NOTHING, options('full')), askedOf(NOTHING, options('full'))]).toEqual([{}, []]);
});

describe('the choices in the panel', () => {
	it('are those that were made: none of a kind is a choice, and a kind that was not added is not', () => {
		expect(readSelection(SEARCH, { postFields: ['text'], include: [] })).toEqual({ postFields: ['text'], include: [] });
		for (const raw of [undefined, null, {}, { postFields: '' }, { postFields: undefined }])
			expect(readSelection(SEARCH, raw)).toEqual({});
	});

	it('may be written in an expression', () =>
		expect(readSelection(SEARCH, { postFields: 'text, created_at' })).toEqual({ postFields: ['text', 'created_at'] }));

	it('are kept apart by kind, item for item', () => {
		const given = { postFields: ['text'], userFields: ['name'] };
		for (const item of [given, given]) expect(readSelection(SEARCH, item)).toEqual(given);
	});

	it('are refused by name where X does not have them', () => {
		expect(inputError(() => readSelection(SEARCH, { postFields: ['txt'] })).message).toContain('txt');
		expect(inputError(() => readSelection(SEARCH, 'text')).message).toContain('Fields');
	});

	it('are nothing for what is returned as it is', () =>
		expect(readSelection(NOTHING, { postFields: ['text'] })).toEqual({}));
});

describe('what a filter looks at', () => {
	const on = { [repliable.field.name]: true };

	it('is asked for where the filter is on', () => {
		expect(filterNeeds({ filter: repliable }, on)).toEqual(repliable.needs);
		expect(filterNeeds({ filter: repliable }, {})).toEqual({});
		expect(filterNeeds({}, on)).toEqual({});
	});

	it('is asked for besides what was chosen, each once', () => {
		const chosen = { 'post.fields': ['text', 'entities'], expansions: ['author_id'] };
		expect(withNeeds(chosen, { 'post.fields': ['entities', 'lang'], 'user.fields': ['name'] })).toEqual({
			'post.fields': ['text', 'entities', 'lang'],
			expansions: ['author_id'],
			'user.fields': ['name'],
		});
		expect(withNeeds(chosen)).toEqual(chosen);
		expect(chosen['post.fields']).toEqual(['text', 'entities']);
	});
});

it('of objects other than posts, only expansions are looked for', () => {
	const asked = askedOf({ returns: 'user' }, options('full'));
	expect(asked.length).toBeGreaterThan(0);
	expect(asked).toEqual(selection({ returns: 'user' }, options('full')).expansions);
});
