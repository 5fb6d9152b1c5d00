/** Polls of a list that do not see all of what is new, or may not emit it: what the next one goes on with. */
import { cutsFrom, LONG, MINUTE, poll, type Situation } from '../../support/unwired/one-poll';
import { START } from '../../support/unwired/surroundings';

describe('where an answer ends too soon', () => {
	it.each<[string, Situation, object]>([
		[
			'it is asked again',
			{ before: { order: 'abc' }, list: '' },
			{ came: '', asked: '0+2', knows: 'abc', waits: true, met: 3, shortSince: START + MINUTE },
		],
		[
			'what it says for an hour is the list',
			{ before: { order: 'abcdef', shortSince: START + MINUTE - 3_600_000 }, list: 'x' },
			{ came: '', asked: '0+2', knows: 'x', left: 'abcdef', met: 1, whole: true, unsure: true },
		],
		[
			'where nothing was and nothing is, nothing is missing',
			{ before: { order: '', count: 5, shortSince: START + MINUTE - 3_600_000 }, list: '', count: 5 },
			{ came: '', asked: '0+2', knows: '', met: 0, count: 5 },
		],
		[
			'less than an hour is no proof',
			{ before: { order: 'abcdef', shortSince: START + MINUTE - 3_599_999 }, list: 'x' },
			{ came: '', asked: '0+2', knows: 'abcdef', waits: true, met: 6, shortSince: START + MINUTE - 3_599_999 },
		],
		[
			'what it says for an hour is the list, but not all of it by the counter',
			{ before: { order: 'abcdef', count: 60, shortSince: START + MINUTE - 3_600_000 }, list: 'x', count: 60 },
			{ came: 'x', asked: '0+2', knows: 'x', left: 'abcdef', met: 1, count: 60, unsure: true },
		],
	])('%s', async (_, situation, outcome) => expect(await poll(situation)).toEqual(outcome));
});

describe('where more came than may be emitted', () => {
	it.each<[string, Situation, object]>([
		[
			'the oldest come first, and the others stay unknown',
			{ before: { order: 'abcdef' }, list: 'EDCBAabcdefghij', most: 2 },
			{ came: 'AB', asked: '0+2 2+4 6+8', knows: 'BAabcdefghi', waits: true, met: 11, more: true },
		],
		[
			'just as many may',
			{ before: { order: 'abcdef' }, list: 'BAabcdefghij', most: 2 },
			{ came: 'AB', asked: '0+2 2+4', knows: 'BAabcdef', met: 6 },
		],
		[
			'a known one above them stays known',
			{ before: { order: 'abcdef' }, list: 'fEDCBAabcdeghij', most: 2 },
			{ came: 'AB', asked: '0+2 2+4 6+8 14+16', knows: 'BAabcdeghij', left: 'f', waits: true, met: 11, more: true },
		],
	])('%s', async (_, situation, outcome) => expect(await poll(situation)).toEqual(outcome));
});

describe('where a poll cannot read to the end of what is new', () => {
	it.each<[string, Situation, object]>([
		[
			'for lack of time, the next one goes on below',
			{ before: { order: 'abcdef' }, list: 'EDCBAabcdefghij', requests: 1 },
			{ came: '', asked: '0+2', knows: 'abcdef', waits: true, cuts: [{ token: '2', above: 2 }], met: 6 },
		],
		[
			'for a limit, too',
			{ before: { order: 'abcdef' }, list: 'EDCBAabcdefghij', limitAt: 2 },
			{ came: '', asked: '0+2 2+4', knows: 'abcdef', waits: true, cuts: [{ token: '2', above: 2 }], met: 6 },
		],
		[
			'it goes on there',
			{ before: { order: 'abcdef', cuts: [{ token: '2', above: 2 }] }, list: 'EDCBAabcdefghij' },
			{ came: 'ABC', asked: '2+100', knows: 'CBAabcdefghij', waits: true, met: 13, floor: '2', more: true },
		],
		[
			'and is cut again',
			{ before: { order: 'abcdef', cuts: [{ token: '2', above: 2 }] }, list: LONG, requests: 1 },
			{
				came: '',
				asked: '2+100',
				knows: 'abcdef',
				waits: true,
				cuts: [
					{ token: '2', above: 2 },
					{ token: '102', above: 102 },
				],
				met: 6,
			},
		],
		[
			'the counter is of what is known',
			{ before: { order: 'abcdef', count: 10, cuts: [{ token: '2', above: 2 }] }, list: 'EDCBAabcdefghij', count: 15 },
			{ came: 'ABC', asked: '2+100', knows: 'CBAabcdefghij', waits: true, met: 13, count: 13, floor: '2', more: true },
		],
		[
			'a counter that was missing is reckoned back',
			{ before: { order: 'abcdef', cuts: [{ token: '2', above: 2 }] }, list: 'EDCBAabcdefghij', count: 15 },
			{ came: 'ABC', asked: '2+100', knows: 'CBAabcdefghij', waits: true, met: 13, count: 13, floor: '2', more: true },
		],
		[
			'more may be there than may be emitted',
			{
				before: {
					order: 'abcdef',
					floor: '9',
					cuts: [
						{ token: '1', above: 1 },
						{ token: '2', above: 2 },
					],
				},
				list: 'EDCBAabcdefghij',
				most: 1,
			},
			{
				came: 'A',
				asked: '2+100',
				knows: 'Aabcdefghij',
				waits: true,
				cuts: [
					{ token: '1', above: 1 },
					{ token: '2', above: 2 },
				],
				met: 11,
				floor: '9',
				more: true,
			},
		],
		[
			'the lowest of several comes first',
			{
				before: {
					order: 'abcdef',
					cuts: [
						{ token: '2', above: 2 },
						{ token: '4', above: 4 },
					],
				},
				list: 'EDCBAabcdefghij',
			},
			{
				came: 'A',
				asked: '4+100',
				knows: 'Aabcdefghij',
				waits: true,
				cuts: [{ token: '2', above: 2 }],
				met: 11,
				floor: '4',
				more: true,
			},
		],
		[
			'it ends at the page that was emitted last',
			{ before: { order: 'abcdef', floor: '2' }, list: 'EDCBAabcdefghij' },
			{ came: 'DE', asked: '0+2', knows: 'EDabcdef', met: 2 },
		],
		[
			'a page that X knows no more: from the top',
			{ before: { order: 'abcdef', cuts: [{ token: 'old', above: 2 }] }, list: 'BAabcdefghij' },
			{ came: 'AB', asked: 'old+100 0+2 2+4', knows: 'BAabcdef', met: 6 },
		],
		[
			'nothing known is below: from the top',
			{ before: { order: 'xyz', cuts: [{ token: '2', above: 2 }] }, list: 'EDCBAabcdefghij' },
			{ came: '', asked: '2+100 0+2 2+4 6+8 14+16', knows: 'EDCBAabcdefghij', left: 'xyz', met: 15, unsure: true },
		],
		[
			'nothing known is below, and no time: anew from what is there',
			{ before: { order: 'xyz', gone: 'w', cuts: [{ token: '2', above: 2 }] }, list: 'EDCBAabcdefghij', requests: 1 },
			{ came: '', asked: '2+100 0+2 0+6', knows: 'EDCBAa', left: 'xyzw', met: 6, unsure: true },
		],
		[
			'anew, with what was made since',
			{ before: { order: 'xyz', cuts: [{ token: '2', above: 2 }] }, list: '2A1bcdefghij', requests: 1 },
			{ came: '1A2', asked: '2+100 0+2 0+6', knows: '2A1bcd', left: 'xyz', met: 6, unsure: true },
		],
		[
			'anew, with more than may be emitted',
			{ before: { order: 'xyz', cuts: [{ token: '2', above: 2 }] }, list: '2A1bcdefghij', requests: 1, most: 2 },
			{ came: '1A', asked: '2+100 0+2 0+6', knows: 'A1bcd', left: 'xyz', met: 5, more: true, unsure: true },
		],
		[
			'only the lowest fifty are remembered',
			{
				before: {
					order: 'abcdef',
					cuts: cutsFrom(1, 60),
				},
				list: LONG,
				requests: 1,
			},
			{
				came: '',
				asked: '60+100',
				knows: 'abcdef',
				waits: true,
				met: 6,
				cuts: [...cutsFrom(11, 60), { token: '160', above: 160 }],
			},
		],
		[
			'those above do not count, as nobody has seen them',
			{ before: { order: 'abcdef', count: 10, cuts: [{ token: '2', above: 2 }] }, list: 'EDCBAabcdefghij', count: 17 },
			{ came: 'ABC', asked: '2+100', knows: 'CBAabcdefghij', waits: true, met: 13, count: 13, floor: '2', more: true },
		],
		[
			'a page that X knows no more, and no time',
			{ before: { order: 'abcdef', cuts: [{ token: 'old', above: 2 }] }, list: 'EDCBAabcdefghij', requests: 2 },
			{ came: '', asked: 'old+100 0+2', knows: 'abcdef', waits: true, cuts: [{ token: '2', above: 2 }], met: 6 },
		],
		[
			'anew, with one that may be emitted',
			{ before: { order: 'xyz', cuts: [{ token: '2', above: 2 }] }, list: '2A1bcdefghij', requests: 1, most: 1 },
			{ came: '1', asked: '2+100 0+2 0+6', knows: '1bcd', left: 'xyz', met: 4, more: true, unsure: true },
		],
	])('%s', async (_, situation, outcome) => expect(await poll(situation)).toEqual(outcome));
});

it('a limit that the first request meets is a failure: nothing can be kept', async () => {
	const before = { order: 'abcdef', cuts: [{ token: '2', above: 2 }] };
	await expect(poll({ before, list: 'BAabcdefghij', limitAt: 1 })).rejects.toThrow('limit');
	await expect(poll({ before: { order: 'abcdef' }, list: 'BAabcdefghij', limitAt: 1 })).rejects.toThrow('limit');
});
