import { missingNote, toldOf } from '../../../host/shared/missing';

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
