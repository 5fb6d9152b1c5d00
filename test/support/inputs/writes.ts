/** Writes of every kind, what happens to them, and what else goes on at the account. */
import fc from 'fast-check';
import { type Values } from '../../../connector';
import { AUTHOR, ME, ModelX, type Fate, type Kept, type Manners } from '../x/model-x';
import { OPERATIONS } from '../unwired/writing';

export type Kind = keyof typeof OPERATIONS;

export interface Item {
	kind: Kind;
	values: Values;
	/** What X has to keep of it. */
	content: string;
}

export const contentOf = ({ kind, text, media, replyTo, quotes, hidden = false }: Partial<Kept>, to = ''): string =>
	JSON.stringify([kind, text, media, replyTo, quotes, hidden, to]);
export const madeContent = (made: Kept): string =>
	contentOf(made, made.kind === 'message' ? (made.conversation ?? '').replace(/^9000000000000.*/, 'group') : '');

export const TEXTS = [
	'We are live',
	'We are live https://example.com/live',
	'We are live https://example.com/',
	'Good morning! Here is what happened:',
	'AT&T offer',
	'AT&amp;T offer',
	'Links stay: https://example.com/a?b=1&c=2 and n8n.io <b> & "quotes" 🚀',
	'a < b && c > d',
	'@author @other what do you say to n8n.io/x?',
	'Two\n\nlines  and spaces ',
	`${'A long text with https://example.com/long in it. '.repeat(8)}End`,
	'1',
	'https://example.com/only',
];
export const PARENT = '1500000000000000000';
export const QUOTED = '1500000000000000001';
export const TO = '1000000000000000003';
export const CONVERSATION = '1600000000000000000';

export const text = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
	{
		weight: 1,
		arbitrary: fc
			.array(
				fc.constantFrom('&', '<', 'lt;', 'amp;', ' ', '\n', 'a', 'é', '🚀', '@me', 'n8n.io', 'https://example.com/b'),
				{
					minLength: 1,
					maxLength: 8,
				},
			)
			.map((words) => `x${words.join('')}`),
	},
);
export const media = fc.constantFrom<string[]>(['170001'], ['170002'], ['170001', '170002']);
export const withIds = (ids: readonly string[]) => ({ files: [], ids });

export const post = (values: Values, kept: Partial<Kept>): Item => ({
	kind: 'post',
	values,
	content: contentOf({ kind: 'post', text: '', media: [], ...kept }),
});
export const message = (kind: Kind, values: Values, to: string): Item => {
	const { text = '', media: attached } = values as { text?: string; media?: { ids: string[] } };
	return { kind, values, content: contentOf({ kind: 'message', text, media: attached?.ids ?? [] }, to) };
};

export const item: fc.Arbitrary<Item> = fc.oneof(
	text.map((text) => post({ text }, { text })),
	text.map((text) => post({ text, replyTo: PARENT }, { text, replyTo: PARENT })),
	text.map((text) => post({ text, quote: QUOTED }, { text, quotes: QUOTED })),
	text.map((text) => post({ text, promotedOnly: true }, { text, hidden: true })),
	media.map((ids) => post({ text: '', media: withIds(ids) }, { media: ids })),
	fc.tuple(text, media).map(([text, ids]) => post({ text, media: withIds(ids) }, { text, media: ids })),
	text.map((text) => message('toUser', { user: TO, text }, `${ME}-${TO}`)),
	media.map(([id]) => message('toUser', { user: TO, media: withIds([id]) }, `${ME}-${TO}`)),
	text.map((text) => message('toConversation', { conversation: CONVERSATION, text }, CONVERSATION)),
	text.map((text) => message('group', { participants: [TO, AUTHOR], text }, 'group')),
);

export const fate: fc.Arbitrary<Fate> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant<Fate>('fine') },
	{
		weight: 6,
		arbitrary: fc.constantFrom<Fate>(
			'cutBefore',
			'cutAfter',
			'faultBefore',
			'faultAfter',
			'timeoutBefore',
			'timeoutAfter',
			'emptyAfter',
			'errorsInstead',
			'doneLater',
			'slow',
			'refused',
		),
	},
);
export const fates = fc.array(fate, { maxLength: 10 });
export const manners: fc.Arbitrary<Manners> = fc.record({
	listedAfterMs: fc.constantFrom(0, 6000, 60_000),
	escapes: fc.boolean(),
	aheadMs: fc.constantFrom(0, -600_000, 600_000, 300),
	laterMs: fc.constantFrom(900, 5000, 90_000),
});

/** What else goes on at the account. */
export const bystanders = fc.record({
	/** The same words an hour ago, in a conversation. */
	earlier: fc.boolean(),
	/** Something else, or the same beginning, soon after. */
	meanwhile: fc.option(fc.record({ ms: fc.constantFrom(20, 500, 3000), text: fc.constantFrom('Else', 'We are', '') })),
});

export function populate(
	x: ModelX,
	items: readonly Item[],
	{ earlier, meanwhile }: { earlier: boolean; meanwhile: { ms: number; text: string } | null },
) {
	x.kept.push({ id: PARENT, kind: 'post', at: 0, by: AUTHOR, text: 'Your view, @me?', media: [] });
	x.kept.push({ id: QUOTED, kind: 'post', at: 0, by: AUTHOR, text: 'News', media: [] });
	const message = { kind: 'message' as const, media: [], conversation: `${ME}-${TO}` };
	if (earlier)
		for (const { values } of items)
			x.add({ ...message, by: ME, text: String(values.text ?? ''), at: x.clock.now() - 3_600_000 });
	if (!meanwhile) return;
	const alike = `${String(items[0].values.text ?? '')} https://example.com/besides`;
	x.soon(meanwhile.ms, (at) => {
		// Where nothing else is said: a link more, and other media.
		if (!meanwhile.text)
			for (const more of [message, { kind: 'post' as const }]) {
				x.add({ ...more, at, by: ME, text: alike, media: [] });
				x.add({ ...more, at, by: ME, text: '', media: ['190001'] });
			}
		x.add({ kind: 'post', at, by: ME, text: `${meanwhile.text} ${at}`, media: [] });
		x.add({ ...message, at, by: ME, text: `${meanwhile.text} ${at}` });
		x.add({ ...message, at, by: TO, text: String(items[0].values.text ?? '') });
	});
}
