import { partialProblems } from '../../../api/errors/problem';
import { LEFT_OUT, missingNote, toldOf, withLeftOut } from '../../../host/shared/missing';

const gone = (id: string) => ({
	title: 'Not Found Error',
	resource_id: id,
	parameter: 'referenced_posts',
	detail: `Could not find tweet with referenced_posts: [${id}].`,
});

describe('what X leaves out beside its data', () => {
	it('is nothing where there are no errors', () => {
		expect(missingNote([{ data: [{ id: '1' }] }, { data: [], errors: [] }])).toBeUndefined();
	});

	it('is named, each once', () => {
		expect(missingNote([{ errors: [gone('7'), gone('7')] }, { errors: [gone('7')] }])).toBe(
			'X left out something that belongs to this: Could not find tweet with referenced_posts: [7].',
		);
		expect(missingNote([{ errors: [gone('7'), { title: 'Field Authorization Error', parameter: 'x' }] }])).toBe(
			'X left out 2 things that belong to this: Could not find tweet with referenced_posts: [7]; x (Field Authorization Error).',
		);
	});

	it('is told in part where it is much', () => {
		expect(missingNote([{ errors: Array.from({ length: 12 }, (_, i) => gone(String(i))) }])).toMatch(
			/^X left out 12 things.*\[9\]; …\.$/,
		);
	});

	it('is not told twice', () => {
		expect(
			missingNote([{ errors: [gone('7'), { ...gone('Ada'), detail: 'No Ada.' }] }], toldOf(['7', '@ada'])),
		).toBeUndefined();
	});
});

it('is named by what it is about where its words do not, without a second full stop', () => {
	const notes = (...errors: object[]) => missingNote([{ errors }]);
	expect(notes({ title: 'Not Found', parameter: 'media_keys', resource_id: '3_7', detail: 'Gone. Not yours.' })).toBe(
		'X left out something that belongs to this: media_keys 3_7 (Gone. Not yours).',
	);
	expect(toldOf(['@Ada', 'a@b'])).toEqual(new Set(['ada', 'a@b']));
});

describe('what X left out of the objects of a trigger', () => {
	const problems = partialProblems({ errors: [gone('7'), gone('Ada'), { title: 'Odd', detail: 'Something else.' }] });
	const items = [{ at: 0 }, { at: 1 }, { at: 2 }];
	const objects = [
		{ id: '1', referenced_tweets: [{ type: 'quoted', id: '7' }], text: null },
		{ id: '2', username: 'ada', entities: null },
		{ id: '3', count: 7 },
	];
	const text = (id: string) => `Could not find tweet with referenced_posts: [${id}]`;

	it('stands with what refers to it, and with the last one where nothing does', () =>
		expect(withLeftOut(items, objects, problems)).toEqual([
			{ at: 0, [LEFT_OUT]: [text('7')] },
			{ at: 1, [LEFT_OUT]: [text('Ada')] },
			{ at: 2, [LEFT_OUT]: ['Something else'] },
		]));

	it('is nothing where X left out nothing', () => expect(withLeftOut(items, objects, [])).toEqual(items));

	it('stands with every object that refers to it, and is not told again with the last one', () => {
		const again = [objects[0], { id: '7' }, objects[2]];
		expect(withLeftOut(items, again, problems.slice(0, 1))).toEqual([
			{ at: 0, [LEFT_OUT]: [text('7')] },
			{ at: 1, [LEFT_OUT]: [text('7')] },
			{ at: 2 },
		]);
	});

	it('stands with the last item where that has no object of its own', () =>
		expect(withLeftOut(items, objects.slice(0, 2), problems.slice(2))).toEqual([
			{ at: 0 },
			{ at: 1 },
			{ at: 2, [LEFT_OUT]: ['Something else'] },
		]));
});
