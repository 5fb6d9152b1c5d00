/** What a run that a limit has ended early hands on, and says. */
import { XError } from '../../../../api/errors/errors';
import { failure, success } from '../../../../api/errors/outcome';
import { earlyEnd } from '../../../../host/action/output/ended-early';
import { ENDED_EARLY } from '../../../../host/shared/names';
import { waitLonger } from '../../../../host/shared/node-error';
import type { CheckedItem, Outcomes, Result } from '../../../../host/shared/types';
import { START, xError } from '../../../support/unwired/surroundings';

const limit = (resetsAt = START, published?: XError['context']['published']) =>
	new XError(
		{ title: 'Too Many Requests', detail: '', type: '' },
		{ endpoint: 'GET /2/tweets', status: 429, exhausted: { window: '15-minute', resetsAt }, published },
	);
const checked = (from?: string) => ({ values: {}, outputOptions: { from } }) as unknown as CheckedItem;
const item = (result?: Result, from?: string): Outcomes[number] => ({ checked: checked(from), result });
const done = item(success({ answers: [{}] }));
const cut = (more: object = {}, error = limit()) => item(success({ answers: [{}], cut: { error, ...more } }));
const refused = (error: Error, from?: string) => item(failure(error), from);
const untouched = item();

it('is nothing where no limit was met', () => {
	expect(earlyEnd([])).toBeUndefined();
	expect(earlyEnd([done, refused(xError(403)), refused(new Error('broken')), untouched])).toBeUndefined();
});

it('names what ended it, and the item that met it', () => {
	const error = limit();
	const end = earlyEnd([done, refused(xError(403)), refused(error), cut()]);
	expect(end).toMatchObject({ error, itemIndex: 2, json: { reason: error.message } });
});

it('is a fault, too, unless the items after it are tried all the same', () => {
	for (const fault of [xError(503), xError(401), xError(0)]) {
		expect(earlyEnd([done, refused(fault), untouched])).toMatchObject({ error: fault, itemIndex: 1 });
		expect(earlyEnd([done, refused(fault), untouched], true)).toBeUndefined();
	}
});

it('is found among 200,000 items', () => {
	const many = Array.from({ length: 200_000 }, (_, i) => (i < 100_000 ? done : refused(limit())));
	expect(earlyEnd(many)?.itemIndex).toBe(100_000);
});

it('names the items that are left, and where to go on: neither what is done nor what X refused', () => {
	const published = [{ id: '1' }];
	expect(
		earlyEnd([
			done,
			refused(xError(403)),
			cut({ nextToken: 'b' }),
			cut({ missing: ['7', '8'] }),
			cut(),
			refused(limit(), 'a'),
			refused(limit(START, published)),
			untouched,
		])?.json.remaining_items,
	).toEqual([
		{ item: 2, next_token: 'b' },
		{ item: 3, missing: ['7', '8'] },
		{ item: 4 },
		{ item: 5, next_token: 'a' },
		{ item: 6, published },
		{ item: 7 },
	]);
});

it('gives no token where there is none, of an item that could not be read either', () => {
	const left = (...outcomes: Outcomes[number][]) => earlyEnd(outcomes)?.json.remaining_items;
	expect(left(cut(), { result: failure(limit()) })).toStrictEqual([{ item: 0 }, { item: 1 }]);
});

it('names the last reset that the items wait for, if any does', () => {
	const resets = (...ends: number[]) => earlyEnd(ends.map((end) => refused(limit(end))))?.json.resets_at;
	expect(resets(START + 1000, START + 3000, START + 2000)).toBe('2026-05-01T08:00:03.000Z');
	const spent = new XError(
		{ title: 'Spent', detail: '', type: 'spending-limit' },
		{ endpoint: 'GET /2/tweets', status: 0 },
	);
	expect(earlyEnd([refused(spent)])?.json).not.toHaveProperty('resets_at');
});

describe('the note', () => {
	const note = (...outcomes: Outcomes[number][]) => earlyEnd(outcomes)?.note ?? '';

	it('says why, and how to wait', () =>
		expect([note(cut()).includes(limit().message), note(cut())]).toEqual([
			true,
			expect.stringContaining('Wait for Rate Limit (Seconds)'),
		]));

	it('counts the items that are not done and those that are done in part', () => {
		expect(note(done, cut(), refused(limit()))).toContain(
			'Of 3 items 1 is not done (item 2), 1 is done in part (item 1).',
		);
		expect(note(cut(), cut(), untouched, untouched)).toContain(
			'Of 4 items 2 are not done (item 2, 3), 2 are done in part (item 0, 1).',
		);
		expect(note(done, cut())).toContain('Of 2 items 1 is done in part (item 1).');
	});

	it('names twenty of them at most', () => {
		const many = (n: number) => note(...Array.from({ length: n }, () => refused(limit())));
		expect(many(20)).toMatch(/18, 19\)/);
		expect(many(21)).toMatch(/18, 19, …\)/);
	});

	it('counts nothing of a single item', () =>
		expect(note(cut())).toBe(
			`This ended early: ${limit().message}. ${limit().description} ${waitLonger(limit())} Everything received until then is returned. '${ENDED_EARLY}' in the last item says where to continue.`,
		));

	it('has no gap where there is nothing to advise', () => {
		const error = new XError(
			{ title: 'Gone', detail: '', type: '' },
			{ endpoint: 'GET /2/tweets', status: 503, advice: '' },
		);
		expect(note(cut({}, error))).not.toMatch(/ {3}/);
	});
});
