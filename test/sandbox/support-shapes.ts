/** Answers of another form than documented, as a client sees them. */
import type { LocalX, OddityName } from '../../sandbox';
import type { SHAPES } from '../../sandbox/oddities/shapes';
import type { Reply } from './support';

type Shape =
	| keyof typeof SHAPES
	| Extract<
			OddityName,
			'limit-in-the-past' | 'limit-as-success' | 'usage-cap' | 'maintenance' | 'withheld-objects' | 'numbers-as-text'
	  >;

interface Client {
	x: LocalX;
	/** A timeline with these posts, oldest first; its pages hold five. */
	timeline(count: number): Promise<Reply>;
	/** The next request for it. */
	again(query?: string): Promise<Reply>;
}

export const seenShapes = ({ x, timeline, again }: Client): Record<Shape, () => Promise<void>> => {
	const read = async (name: Shape, settings: object = {}, count = 2) => {
		x.oddities.on(name, settings);
		return await timeline(count);
	};
	return {
		'empty-list': async () =>
			expect((await read('empty-list')).body).toEqual({ meta: expect.objectContaining({ result_count: 0 }) }),
		'short-list': async () => {
			const { body } = await read('short-list', { count: 1 }, 7);
			expect([body.data.length, body.meta.result_count, body.meta.next_token]).toEqual([1, 1, undefined]);
		},
		'token-at-the-end': async () => {
			const { body } = await read('token-at-the-end');
			expect([body.data.length, body.meta.next_token]).toEqual([2, expect.any(String)]);
			expect((await again(`&pagination_token=${body.meta.next_token}`)).body.data).toBeUndefined();
		},
		'null-data': async () => {
			expect((await read('null-data')).body.data).toBeNull();
			x.oddities.on('null-data', { as: 'object' });
			expect((await again()).body.data).toEqual({});
		},
		'empty-answer': async () => expect((await read('empty-answer')).body).toEqual({}),
		'null-members': async () => {
			const { data } = (await read('null-members', { fields: ['text'] })).body;
			expect(data[0]).toMatchObject({ id: expect.any(String), text: null, edit_history_post_ids: expect.any(Array) });
			x.oddities.on('null-members');
			expect((await again()).body.data[0]).toMatchObject({ id: expect.any(String), edit_history_post_ids: null });
		},
		'null-parts': async () =>
			expect((await read('null-parts')).body).toMatchObject({ meta: null, includes: null, errors: null }),
		'odd-entries': async () => {
			const { data } = (await read('odd-entries')).body;
			expect([data.length, data[0], data.slice(-3)]).toEqual([6, null, ['x', 5, {}]]);
		},
		'number-ids': async () => expect(typeof (await read('number-ids')).body.data[0].id).toBe('number'),
		'odd-errors': async () => {
			expect((await read('odd-errors')).body.errors).toEqual([null, 'boom', {}]);
			x.oddities.on('odd-errors', { as: 'text' });
			expect((await again()).body.errors).toBe('boom');
		},
		'withheld-objects': async () => {
			await read('withheld-objects', { countries: ['DE'] });
			expect((await again('&post.fields=withheld')).body.data[0].withheld.country_codes).toEqual(['DE']);
			expect((await again()).body.data[0].withheld).toBeUndefined();
		},
		'numbers-as-text': async () => {
			await read('numbers-as-text');
			expect((await again('&post.fields=public_metrics')).body.data[0].public_metrics.like_count).toBe('0');
		},
		'limit-in-the-past': async () => {
			const { status, headers } = await read('limit-in-the-past');
			expect([status, Number(headers.get('x-rate-limit-reset')) < Date.now() / 1000]).toEqual([429, true]);
		},
		'limit-as-success': async () => {
			const { status, body } = await read('limit-as-success');
			expect([status, body.status]).toEqual([200, 429]);
		},
		'usage-cap': async () => {
			const { status, body, headers } = await read('usage-cap', { period: 'Daily' });
			expect([status, body.title, body.period]).toEqual([429, 'UsageCapExceeded', 'Daily']);
			expect(headers.get('x-rate-limit-remaining')).toBe('39999');
		},
		maintenance: async () => {
			const { status, headers } = await read('maintenance', { seconds: 90 });
			expect([status, headers.get('retry-after')]).toEqual([503, '90']);
		},
	};
};
