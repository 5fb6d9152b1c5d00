/** The posts of a thread, from whichever of three sources the user chose. */
import { InputError } from '../../api/errors';
import { MAX_LONG_POST, MAX_POST } from '../../api/text';
import { split, type Numbering } from '../../api/thread';
import { media } from './post.fields';
import { refuse, type Length } from './post.rules';
import type { Choice, Field, Gathering, MediaValue, Part, Values } from '../types';

export const SOURCES: readonly Choice[] = [
	{ name: 'Input Items', value: 'items', description: 'Each input item is a part of one thread' },
	{ name: 'List of Parts', value: 'parts', description: 'Each part is written here' },
	{ name: 'Long Text', value: 'text', description: 'One text, split where paragraphs, sentences or words end' },
];

/** @param more values of the source with which a text and media are given too */
export const partFields = (...more: string[]): readonly Field[] => [
	{ name: 'parts', displayName: 'Parts', kind: 'parts', front: true, description: 'The posts of the thread, in order', showFor: { source: ['parts'] } },
	{ name: 'text', displayName: 'Text', kind: 'longText', front: true, showFor: { source: ['items', 'text', ...more] }, placeholder: 'e.g. {{ $json.text }}', description: 'The whole text that is split, or the text of one part where each item is one' },
	{ ...media, description: 'Up to 4 images, or 1 GIF, or 1 video: files of the input item, or media uploaded before. A text that is split has them in its first part.', showFor: { source: ['items', 'text', ...more] } },
	{
		name: 'numbering', displayName: 'Numbering', kind: 'choice', front: true, default: 'none', showFor: { source: ['text'] }, description: 'Number at the beginning of each part',
		choices: [
			{ name: '(1/5)', value: 'brackets' },
			{ name: '1.', value: 'dot' },
			{ name: '1/5', value: 'slash' },
			{ name: 'None', value: 'none' },
		],
	},
];

export const partLength: Field = {
	name: 'partLength', displayName: 'Characters per Part', kind: 'number', default: MAX_POST, min: 50, max: MAX_LONG_POST,
	description: 'The longest part, in characters as X counts them. More than 280 only for X Premium accounts.',
};

/** Items with the same source and options are the parts of one thread. */
export const gathering: Gathering = { when: { field: 'source', value: 'items' }, of: ['text', 'media'], as: 'parts' };

export const lengthOf = ({ partLength: most = MAX_POST }: Values): Length => ({ most: Number(most), advice: "Shorten it, or choose 'Long Text' to have it split." });

export function partsOf(values: Values): Part[] {
	if (values.parts) return [...(values.parts as readonly Part[])].map(({ text, media: attached }) => ({ text: String(text ?? ''), media: attached }));
	const text = String(values.text ?? '');
	const attached = values.media as MediaValue | undefined;
	if (values.source !== 'text') return [{ text, media: attached }];
	const texts = split(text, { limit: lengthOf(values).most, numbering: values.numbering as Numbering | undefined });
	return texts.map((part, i) => (i === 0 ? { text: part, media: attached } : { text: part }));
}

/** @throws InputError for what X would refuse of a thread */
export function checkParts(parts: readonly Part[], length: Length): void {
	if (parts.length === 0) throw new InputError('The thread has no parts', "Fill in 'Text', or add 'Parts'.");
	parts.forEach((part, i) => refuse(part, length, parts.length > 1 ? `Part ${i + 1}: ` : ''));
	const twin = twinsIn(parts);
	if (twin) throw new InputError(`Parts ${twin[0]} and ${twin[1]} have the same text`, 'X refuses a post with the text of a recent one: change one of them.');
}

/** Numbers of two parts with the same text. */
export function twinsIn(parts: readonly Part[]): [number, number] | undefined {
	const texts = parts.map(({ text }) => text.trim());
	const second = texts.findIndex((text, i) => text !== '' && texts.indexOf(text) < i);
	return second < 0 ? undefined : [texts.indexOf(texts[second]) + 1, second + 1];
}
