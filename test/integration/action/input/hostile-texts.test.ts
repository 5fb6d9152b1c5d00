import type { IDataObject } from 'n8n-workflow';
import { expectLinear, scraps } from '../../../support/inputs/hostile';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const HOSTILE = {
	'blanks behind a link': (size: number) => `https://a.com ${' '.repeat(size)}b`,
	'brackets behind an address': (size: number) => `http://a.com/${')'.repeat(size)}`,
	'one word': (size: number) => 'x'.repeat(size),
	...scraps(
		'a.com ',
		'https://a.com/(',
		'www.',
		'@a ',
		'#a',
		'$A ',
		'&',
		'`',
		'[a]((',
		'![',
		'*a ',
		'> a\n\n',
		'\\n',
		'\r\n',
		'❤️\u200d🔥',
		'\u0301',
	),
};

const post = (more: IDataObject) => (text: string) => ({ resource: 'post', operation: 'preview', text, ...more });
/** Each way of a text through the node. What is refused has been read as well. */
const WAYS: Readonly<Record<string, (text: string) => IDataObject>> = {
	'previewed as a post': post({}),
	'freed from its links': post({ options: { linksInReply: true } }),
	'split into a thread': post({ source: 'text', numbering: 'slash' }),
	'read as an article': (markdown) => ({
		resource: 'article',
		operation: 'createDraft',
		title: 'T',
		contentAs: 'markdown',
		markdown,
	}),
};

describe.each(Object.entries(WAYS))(
	'On the real node, the time in which a text is %s grows with its length',
	(_, way) => {
		test.each(Object.entries(HOSTILE))('%s', async (__, text) => {
			await expectLinear(async (given) => await x.run(way(given)), text);
		});
	},
);
