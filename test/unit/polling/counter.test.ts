/** One poll of a list for which X has a counter: what the counter tells, and what it does not. */
import { MINUTE, poll, type Situation } from '../../support/unwired/one-poll';
import { START } from '../../support/unwired/surroundings';

describe('where X has a counter', () => {
	it.each<[string, Situation, object]>([
		[
			'it is remembered',
			{ before: { order: 'abcdef', count: 20 }, list: 'CBAabcdefghijklmnopqrst', count: 23 },
			{ came: 'ABC', asked: '0+2 2+4', knows: 'CBAabcdef', met: 6, count: 23 },
		],
		[
			'it may be missing once',
			{ before: { order: 'abcdef', count: 20 }, list: 'Aabcdefghijklmnopqrst' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aabcdef', met: 6 },
		],
		[
			'those that wait do not count',
			{ before: { order: 'abcdef', count: 10 }, list: 'EDCBAabcdefghij', count: 15, most: 2 },
			{ came: 'AB', asked: '0+2 2+4 6+7', knows: 'BAabcdefgh', waits: true, met: 10, count: 12, more: true },
		],
		[
			'an empty answer is no empty list',
			{ before: { order: 'abc', whole: true, count: 3 }, list: '', count: 3 },
			{ came: '', asked: '0+2', knows: 'abc', waits: true, met: 3, whole: true, count: 3, shortSince: START + MINUTE },
		],
		[
			'an empty list is one',
			{ before: { order: 'abc', whole: true, count: 3 }, list: '', count: 0 },
			{ came: '', asked: '0+2', knows: '', left: 'abc', met: 0, count: 0, whole: true },
		],
		[
			'an empty list that was not known whole is one, too',
			{ before: { order: 'abc', count: 3 }, list: '', count: 0 },
			{ came: '', asked: '0+2', knows: '', left: 'abc', met: 0, count: 0, whole: true },
		],
	])('%s', async (_, situation, outcome) => expect(await poll(situation)).toEqual(outcome));
});
