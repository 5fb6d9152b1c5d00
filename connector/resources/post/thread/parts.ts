/** The posts of a thread, from the source that the user chose (one of three). */
import { InputError } from '../../../../api/errors/errors';
import { MAX_LONG_POST, MAX_POST } from '../../../../api/text/measure';
import { cut, type CutPart, type SplitOptions } from '../../../../api/text/thread';
import { media } from '../fields';
import { linksApart } from './links';
import { mediaCount, refusals, type Length } from '../rules';
import { marksPerPart, withoutMarks } from './marks';
import { spread } from './spread';
import { field, fields, type Choice, type Gathering, type Part, type ValuesOf } from '../../../types';

export const SOURCES = [
	{ name: 'Input Items', value: 'items', description: 'Each input item is a part of one thread' },
	{ name: 'List of Parts', value: 'parts', description: 'Each part is written here' },
	{ name: 'Long Text', value: 'text', description: 'One text, split where paragraphs, sentences or words end' },
] as const satisfies readonly Choice[];

/** The preview's source for a single post. */
export const SINGLE = 'post';

/** @param more further values of the source that have a text and media */
export const partFields = (...more: string[]) =>
	fields([
		{
			name: 'parts',
			displayName: 'Parts',
			kind: 'parts',
			front: true,
			description: 'The posts of the thread, in order',
			showFor: { source: ['parts'] },
		},
		{
			name: 'text',
			displayName: 'Text',
			kind: 'longText',
			front: true,
			showFor: { source: ['items', 'text', ...more] },
			placeholder: 'e.g. {{ $json.text }}',
			description: 'The whole text that is split, or the text of one part where each item is one',
		},
		{
			...media,
			description:
				'Up to 4 images, or 1 GIF, or 1 video: files of the input item, files on the web, or previously uploaded media. A text that is split has them in its first part, or spread over its parts when they are more.',
			showFor: { source: ['items', 'text', ...more] },
		},
		{
			name: 'numbering',
			displayName: 'Numbering',
			kind: 'choice',
			front: true,
			default: 'none',
			showFor: { source: ['text'] },
			description: 'Number of each part: before its text, or after it',
			choices: [
				{ name: '(1/5)', value: 'brackets' },
				{ name: '(1/5) After', value: 'bracketsAfter' },
				{ name: '1.', value: 'dot' },
				{ name: '1/5', value: 'slash' },
				{ name: '1/5 After', value: 'slashAfter' },
				{ name: 'None', value: 'none' },
			],
		},
	]);

const lastPart = field({
	name: 'lastPart',
	displayName: 'Last Part',
	kind: 'longText',
	placeholder: 'e.g. Follow @n8n_io for more',
	description: 'A part to add after the split text',
});
const mediaPerPart = field({
	name: 'mediaPerPart',
	displayName: 'Media per Part',
	kind: 'words',
	pattern: /^[0-4]$/,
	placeholder: 'e.g. 4, 0, 2',
	description: 'How many media each part of the split text has, in order. When empty, they are spread evenly.',
});
const mediaMark = field({
	name: 'mediaMark',
	displayName: 'Media Mark',
	kind: 'text',
	maxLength: 30,
	placeholder: 'e.g. [picture]',
	description: 'What you write in the text to place the next of the media there. It is removed.',
});
const partLength = field({
	name: 'partLength',
	displayName: 'Characters per Part',
	kind: 'number',
	default: MAX_POST,
	min: 50,
	max: MAX_LONG_POST,
	description: `The longest part, in characters as X counts them. More than ${MAX_POST} is for X Premium accounts.`,
});

/** How a long text becomes a thread. */
export const splitFields = fields([lastPart, mediaMark, mediaPerPart, partLength]);

/** Items with the same source and options form one thread. */
export const gathering = {
	when: { field: 'source', value: 'items' },
	of: ['text', 'media'],
	as: 'parts',
} as const satisfies Gathering;

/** The values that determine the posts of a thread. */
export type ThreadValues = ValuesOf<readonly [...ReturnType<typeof partFields>, ...typeof splitFields]> & {
	source?: (typeof SOURCES)[number]['value'] | typeof SINGLE;
	linksInReply?: boolean;
	quote?: string;
};

const partLengthOf = ({ partLength: most = MAX_POST }: ThreadValues): number => most;

/** A part that stands alone may be as long as the account allows, which is known later. */
const lengthOf = (values: ThreadValues): Length => ({
	most: values.source === 'text' ? partLengthOf(values) : (values.partLength ?? MAX_LONG_POST),
	advice: "Shorten it, or choose 'Long Text' to have it split.",
});

export function partsOf(values: ThreadValues): readonly Part[] {
	const { parts, text = '', media: attached, source, linksInReply, lastPart: last = '' } = values;
	// Some merged items may have no text.
	if (parts) return parts.map((part) => ({ text: part.text ?? '', media: part.media }));
	if (source !== 'text') return linksInReply ? linksApart({ text, media: attached }) : [{ text, media: attached }];
	const { cuts, per } = cutsOf(values);
	const media = spread(attached, cuts.length, per);
	return [
		...cuts.map((part, i) => ({ text: part.text, media: media[i] })),
		...(last.trim() && cuts.length > 0 ? [{ text: last }] : []),
	];
}

const NUMBERS = {
	none: {},
	brackets: { numbering: 'brackets' },
	bracketsAfter: { numbering: 'brackets', numberAt: 'end' },
	dot: { numbering: 'dot' },
	slash: { numbering: 'slash' },
	slashAfter: { numbering: 'slash', numberAt: 'end' },
} as const satisfies Record<NonNullable<ThreadValues['numbering']>, SplitOptions>;

/** The parts of a text that is split, and how many media each of them has where that is said. */
function cutsOf(values: ThreadValues): { cuts: CutPart[]; per?: readonly number[] } {
	const { text = '', numbering = 'none', mediaMark: mark, mediaPerPart: given } = values;
	const options = { limit: partLengthOf(values), ...NUMBERS[numbering] };
	if (!mark) return { cuts: cut(text, options), per: given?.map(Number) };
	const { bare, at } = withoutMarks(text, mark);
	const cuts = cut(bare, options);
	return { cuts, per: marksPerPart(bare, at, cuts) };
}

/** Every reason for which X would refuse the posts of `values`; empty if none is known. */
export function threadRefusals(values: ThreadValues, length = lengthOf(values), parts = partsOf(values)): InputError[] {
	if (parts.length === 0) return [new InputError('The thread has no parts', "Fill in 'Text', or add 'Parts'.")];
	const named = (error: InputError, i: number) =>
		parts.length > 1 ? new InputError(`Part ${i + 1}: ${error.message}`, error.advice) : error;
	const alone = parts.flatMap((part, i) => refusals(part, length).map((error) => named(error, i)));
	return [
		...alone,
		...duplicateTexts(parts),
		...quoteBesideMedia(parts, values),
		...linksOfThread(values),
		...splitOnly(values),
		...mediaLeftOver(parts, values),
		...marksLeftOver(values),
	];
}

/** @throws InputError for the first of the {@link threadRefusals} */
export function checkThread(values: ThreadValues): void {
	for (const refusal of threadRefusals(values)) throw refusal;
}

function duplicateTexts(parts: readonly Part[]): InputError[] {
	const texts = parts.map(({ text }) => text.normalize().trim());
	const first = new Map<string, number>();
	texts.forEach((text, i) => first.set(text, first.get(text) ?? i));
	const second = texts.findIndex((text, i) => text !== '' && first.get(text) !== i);
	return second < 0
		? []
		: [
				new InputError(
					`Parts ${texts.indexOf(texts[second]) + 1} and ${second + 1} have the same text`,
					'X refuses a post with the text of a recent one: change one of them.',
				),
			];
}

/** A single item need not be the first of its thread. */
function quoteBesideMedia([first]: readonly Part[], { quote, source, parts }: ThreadValues): InputError[] {
	const isFirst = source !== 'items' || parts !== undefined;
	return quote && isFirst && mediaCount(first.media) > 0
		? [
				new InputError(
					'The first part has media and a quote',
					'X takes only one of them in a post: move the media to another part.',
				),
			]
		: [];
}

const linksOfThread = ({ linksInReply, source }: ThreadValues): InputError[] =>
	linksInReply && source !== SINGLE
		? [
				new InputError(
					"'Put Links in First Reply' is for a single post",
					'A thread is published as it is written: take the option away.',
				),
			]
		: [];

const splitOnly = ({ source, ...values }: ThreadValues): InputError[] =>
	OPTIONS_OF_SPLIT.filter(({ name }) => source !== 'text' && values[name] !== undefined).map(
		({ displayName }) =>
			new InputError(`'${displayName}' is for a text that is split`, "Take the option away, or choose 'Long Text'."),
	);
const OPTIONS_OF_SPLIT = [lastPart, mediaMark, mediaPerPart];

/** Each medium has its part, and each part that is named exists. There may be fewer media than places. */
function mediaLeftOver(parts: readonly Part[], values: ThreadValues): InputError[] {
	const { mediaPerPart: per, media: attached, source, lastPart: last } = values;
	if (!per || source !== 'text') return [];
	const placed = per.reduce((sum, each) => sum + Number(each), 0);
	const [count, texts] = [mediaCount(attached), parts.length - (last?.trim() ? 1 : 0)];
	return placed >= count && per.length <= texts
		? []
		: [
				new InputError(
					`'Media per Part' places ${placed} media in ${per.length} parts; there are ${count} media and ${texts} parts`,
					'Give one number for each part that has media, and 0 for those between them without any.',
				),
			];
}

/** Each medium has its mark, and each mark its medium. */
function marksLeftOver({
	text = '',
	media: attached,
	source,
	mediaMark: mark,
	mediaPerPart: per,
}: ThreadValues): InputError[] {
	if (!mark || source !== 'text') return [];
	if (per) return [new InputError("'Media Mark' and 'Media per Part' both place the media", 'Take one of them away.')];
	const [marks, count] = [withoutMarks(text, mark).at.length, mediaCount(attached)];
	return marks === count
		? []
		: [
				new InputError(
					`The text has the mark ${mark} ${marks === 1 ? 'once' : `${marks} times`}; there are ${count} media`,
					'Set one mark for each of the media, in their order.',
				),
			];
}
