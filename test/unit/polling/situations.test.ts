/** One poll of a list whose IDs do not grow: what it reads, what it emits and what it remembers, situation by situation. */
import { poll, type Situation } from '../../support/unwired/one-poll';

describe('where the order of known entries shows it', () => {
	it.each<[string, Situation, object]>([
		[
			'nothing is new: three known ones in their order are enough',
			{ before: { order: 'abcdef' }, list: 'abcdefghij' },
			{ came: '', asked: '0+2 2+4', knows: 'abcdef', met: 6 },
		],
		[
			'one is new',
			{ before: { order: 'abcdef' }, list: 'Aabcdefghij' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aabcdef', met: 6 },
		],
		[
			'four are new: the pages grow',
			{ before: { order: 'abcdef' }, list: 'DCBAabcdefghij' },
			{ came: 'ABCD', asked: '0+2 2+4 6+8', knows: 'DCBAabcdefghij', met: 14, whole: true },
		],
		[
			'a known one came again on top',
			{ before: { order: 'abcdef' }, list: 'dAabcefghij' },
			{ came: 'A', asked: '0+2 2+4', knows: 'dAabcef', met: 6 },
		],
		[
			'older ones moved up',
			{ before: { order: 'abcdef' }, list: 'abefghijkl' },
			{ came: '', asked: '0+2 2+4', knows: 'abefgh', left: 'cd', met: 6 },
		],
		[
			'one in the middle left',
			{ before: { order: 'abcdef' }, list: 'Aabdefghijkl' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aabdef', left: 'c', met: 6 },
		],
		[
			'known ones stand between new ones',
			{ before: { order: 'abcdef' }, list: 'AfBabcde' },
			{ came: 'BA', asked: '0+2 2+4', knows: 'AfBabcde', met: 6 },
		],
		[
			'one that left before came back',
			{ before: { order: 'abcdef', gone: 'x' }, list: 'xAabcdefghij' },
			{ came: 'A', asked: '0+2 2+4', knows: 'xAabcdef', met: 6 },
		],
		[
			'the last ones left',
			{ before: { order: 'abcdef' }, list: 'Aabcd' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aabcdef', met: 5 },
		],
		[
			'the known ones stand at the bottom of the page',
			{ before: { order: 'ab' }, list: 'CBAabcdefghij' },
			{ came: 'ABC', asked: '0+2 2+4', knows: 'CBAabc', met: 6 },
		],
		[
			'the last of the known ones ends the reading',
			{ before: { order: 'abc' }, list: 'BabcAghijklmn' },
			{ came: 'B', asked: '0+2 2+4', knows: 'BabcAg', met: 6 },
		],
		[
			'the last of the known ones alone is no proof',
			{ before: { order: 'abcdef' }, list: 'Bfghijklmn' },
			{ came: 'B', asked: '0+2 2+4 6+8', knows: 'Bfghijklmn', left: 'abcde', met: 10, whole: true, unsure: true },
		],
		[
			'three known ones came again on top',
			{ before: { order: 'abcdef' }, list: 'fedAabcghij' },
			{ came: 'A', asked: '0+2 2+4 6+8', knows: 'fedAabcghij', met: 11 },
		],
		[
			'unknown ones stand below known ones',
			{ before: { order: 'abcdef' }, list: 'AabcBCdefghij' },
			{ came: 'A', asked: '0+2 2+4 6+8', knows: 'AabcBCdefghij', met: 13, whole: true },
		],
	])('%s', async (_, situation, outcome) => expect(await poll(situation)).toEqual(outcome));
});

describe('where little is known', () => {
	it.each<[string, Situation, object]>([
		[
			'it reads as far as it has to know',
			{ before: { order: 'a' }, list: 'Aabcdefghij' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aabcde', met: 6 },
		],
		[
			'it reads on below what it knows',
			{ before: { order: 'ab', met: 1 }, list: 'abcdefghij' },
			{ came: '', asked: '0+2 2+4', knows: 'abcdef', met: 6 },
		],
		[
			'it does so without another request where there is no time',
			{ before: { order: 'a' }, list: 'Aabcdefghij', requests: 1 },
			{ came: 'A', asked: '0+2', knows: 'Aa', met: 2 },
		],
		[
			'a limit leaves it to the next poll',
			{ before: { order: 'a' }, list: 'Aabcdefghij', limitAt: 2 },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aa', met: 2 },
		],
		[
			'the end of the list is known when it is seen',
			{ before: { order: 'a' }, list: 'Aabcd' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aabcd', met: 5, whole: true },
		],
		[
			'the end of what X shows is none',
			{ before: { order: 'a' }, list: 'Aabcd', window: 5 },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aabcd', met: 5 },
		],
		[
			'what stood below stays known',
			{ before: { order: 'azy', met: 1 }, list: 'azbcdefghij' },
			{ came: '', asked: '0+2 2+4 6+8', knows: 'azbcdefghij', left: 'y', met: 11, unsure: true },
		],
		[
			'enough is known already',
			{ before: { order: 'abcdef', met: 1 }, list: 'abc' },
			{ came: '', asked: '0+2 2+4', knows: 'abcdef', met: 3 },
		],
		[
			'of a list that ends, nothing is read twice',
			{ before: { order: 'abc' }, list: 'Aab' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aab', left: 'c', met: 3, unsure: true },
		],
	])('%s', async (_, situation, outcome) => expect(await poll(situation)).toEqual(outcome));
});

describe('where the whole list is known', () => {
	it.each<[string, Situation, object]>([
		[
			'all that is unknown is new',
			{ before: { order: 'abc', whole: true }, list: 'zyx' },
			{ came: 'xyz', asked: '0+2 2+4', knows: 'zyx', left: 'abc', met: 3, whole: true },
		],
		[
			'of a short one',
			{ before: { order: 'ab', whole: true }, list: 'BAab' },
			{ came: 'AB', asked: '0+2 2+4', knows: 'BAab', met: 4, whole: true },
		],
		[
			'but what had left',
			{ before: { order: 'abc', gone: 'de', whole: true }, list: 'Adbc' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Adbc', left: 'ae', met: 4, whole: true },
		],
		[
			'it stays so though it is not read to its end',
			{ before: { order: 'abcdef', whole: true }, list: 'Aabcdef' },
			{ came: 'A', asked: '0+2 2+4', knows: 'Aabcdef', met: 6, whole: true },
		],
		[
			'it was empty',
			{ before: { order: '', whole: true }, list: 'BA' },
			{ came: 'AB', asked: '0+2', knows: 'BA', met: 2, whole: true },
		],
		[
			'it is empty',
			{ before: { order: '', whole: true }, list: '' },
			{ came: '', asked: '0+2', knows: '', met: 0, whole: true },
		],
		[
			'it has been emptied',
			{ before: { order: 'abc', whole: true }, list: '' },
			{ came: '', asked: '0+2', knows: '', left: 'abc', met: 0, whole: true },
		],
		[
			'as far as X shows it',
			{ before: { order: 'abcdef', whole: true }, list: 'Babcdefg', window: 8 },
			{ came: 'B', asked: '0+2 2+4', knows: 'Babcdef', met: 6, whole: true },
		],
		[
			'it is not, as nothing was known',
			{ before: { order: '' }, list: 'BA' },
			{ came: '', asked: '0+2', knows: 'BA', met: 2, whole: true, unsure: true },
		],
		[
			'it is not, and still nothing is there',
			{ before: { order: '' }, list: '' },
			{ came: '', asked: '0+2', knows: '', met: 0, whole: true },
		],
	])('%s', async (_, situation, outcome) => expect(await poll(situation)).toEqual(outcome));
});

describe('where nothing known is left', () => {
	it.each<[string, Situation, object]>([
		[
			'none is certain',
			{ before: { order: 'abcdef' }, list: 'ghijklmnop' },
			{ came: '', asked: '0+2 2+4 6+8', knows: 'ghijklmnop', left: 'abcdef', met: 10, unsure: true },
		],
		[
			'none is certain by the counter, and reading ends where the known ones would be',
			{ before: { order: 'abcdef', count: 20 }, list: 'ghijklmnopqrstuvwxyz', count: 14 },
			{ came: '', asked: '0+2 2+4 6+2', knows: 'ghijklmn', left: 'abcdef', met: 8, count: 14, unsure: true },
		],
		[
			'some are certain by the counter',
			{ before: { order: 'abcdef', count: 20 }, list: 'CBAghijklmnopqrstuvwxyz', count: 17 },
			{ came: 'ABC', asked: '0+2 2+4 6+2', knows: 'CBAghijk', left: 'abcdef', met: 8, count: 17, unsure: true },
		],
		[
			'no more than were read are certain',
			{ before: { order: 'abcdef', count: 20 }, list: 'ABCDEFGH', count: 120 },
			{ came: 'HGFEDCBA', asked: '0+2 2+4 6+8', knows: 'ABCDEFGH', left: 'abcdef', met: 8, count: 120, unsure: true },
		],
		[
			'a counter that is missing tells nothing',
			{ before: { order: 'abcdef', count: 20 }, list: 'ghijklmnop' },
			{ came: '', asked: '0+2 2+4 6+8', knows: 'ghijklmnop', left: 'abcdef', met: 10, unsure: true },
		],
		[
			'a counter that was missing tells nothing',
			{ before: { order: 'abcdef' }, list: 'ghijklmnop', count: 10 },
			{
				came: '',
				asked: '0+2 2+4 6+8',
				knows: 'ghijklmnop',
				left: 'abcdef',
				met: 10,
				count: 10,
				whole: true,
				unsure: true,
			},
		],
		[
			'what was made since the last poll is new',
			{ before: { order: 'abcdef', met: 6 }, list: '2x1ytuvw' },
			{ came: '1x2', asked: '0+2 2+4 6+8', knows: '2x1ytuvw', left: 'abcdef', met: 8, unsure: true },
		],
		[
			'what was made just before it may be known',
			{ before: { order: 'abcdef', met: 6 }, list: '0ytuvw' },
			{ came: '', asked: '0+2 2+4', knows: '0ytuvw', left: 'abcdef', met: 6, unsure: true },
		],
		[
			'it reads on where all that it read are that young',
			{ before: { order: 'abcdef', met: 2, count: 20 }, list: '4321Xabcdefghij', count: 20 },
			{ came: 'X1234', asked: '0+2 2+2 4+2', knows: '4321Xa', left: 'bcdef', met: 6, count: 20, unsure: true },
		],
		[
			'and when it was is not known, its age tells nothing',
			{ before: { order: 'abcdef', met: 6, at: undefined }, list: '2ytuvw' },
			{ came: '', asked: '0+2 2+4', knows: '2ytuvw', left: 'abcdef', met: 6, unsure: true },
		],
		[
			'age tells it though the counter is missing',
			{ before: { order: 'abcdef', count: 20 }, list: '2x1ytuvw' },
			{ came: '1x2', asked: '0+2 2+4 6+8', knows: '2x1ytuvw', left: 'abcdef', met: 8, unsure: true },
		],
		[
			'age tells it though the counter was missing',
			{ before: { order: 'abcdef' }, list: '2x1ytuvw', count: 8 },
			{
				came: '1x2',
				asked: '0+2 2+4 6+8',
				knows: '2x1ytuvw',
				left: 'abcdef',
				met: 8,
				count: 8,
				whole: true,
				unsure: true,
			},
		],
	])('%s', async (_, situation, outcome) => expect(await poll(situation)).toEqual(outcome));
});
