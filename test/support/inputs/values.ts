/** Values for every field of a row, as the host hands them over: everything given, or only what has to be. */
import type { Field, Operation, Value, Values } from '../../../connector';
import { objectKind } from '../../../connector/objects';
import { readValue } from '../../../connector/reader';
import type { CheckedMedia, MediaKind } from '../../../api/media/file';

const TYPES: Readonly<Record<MediaKind, string>> = {
	image: 'image/png',
	gif: 'image/gif',
	video: 'video/mp4',
	subtitles: 'text/srt',
};

function file(kind: MediaKind): CheckedMedia {
	const bytes = new Uint8Array(10).fill(1);
	return {
		file: {
			name: `sample ${kind}`,
			size: bytes.length,
			async *chunks() {
				yield bytes;
			},
		},
		type: TYPES[kind],
		kind,
	};
}

/** Texts that one or another pattern of X takes. */
const TEXTS = [
	'https://example.com',
	'n8n',
	'EN',
	'en',
	'2',
	'1849000000000000000',
	'2244994945-6253282',
	'202605010800',
	'aGVsbG8=',
];

/** An entry of the lists that X's Chat XDK makes. */
const SIGNED = {
	message_id: '1',
	encoded_message_event_detail: 'aGVsbG8=',
	message_event_signature: { signature: 'aGVsbG8=', public_key_version: '1', signature_version: '1' },
};

function textFor({ name, pattern }: Field): string {
	const found = TEXTS.find((text) => !pattern || pattern.test(text));
	if (!found) throw new Error(`No sample fits ${name}: add one to TEXTS`);
	return found;
}

const many = <T>({ min = 1 }: Field, entry: (index: number) => T): T[] =>
	Array.from({ length: Math.max(1, min) }, (_, index) => entry(index));

/** The panel's own example is another text than those of the fields beside it; an expression needs its mark. */
const longTextFor = (field: Field): string =>
	(field.placeholder ?? textFor(field))
		.replace(/^e\.g\. /, '')
		.replace(/^\{\{.*\}\}$/, "={{ 'Rain in #Lima &amp; $RAIN up' }}");

/** The panel's own example, where it is complete. */
function jsonFor(field: Field): unknown {
	const shown = (field.placeholder ?? '').replace(/^e\.g\. /, '');
	if (/^[[{].*[\]}]$/.test(shown)) return JSON.parse(shown) as unknown;
	if (field.min) return many(field, () => ({ ...SIGNED, user_id: '2244994945' }));
	return field.min !== undefined || String(field.default).startsWith('[') ? many(field, () => ({ value: 'n8n' })) : {};
}

const picked = ({ choices = [] }: Field) => choices.map(({ value }) => value).filter(Boolean);
const id = () => '2244994945';
const someIds = (field: Field) => many(field, (index) => String(2244994945 + index));

const RAW: Readonly<Record<Field['kind'], (field: Field, media: MediaKind) => unknown>> = {
	text: textFor,
	longText: longTextFor,
	number: (field) => (typeof field.default === 'number' ? field.default : (field.min ?? 1)),
	boolean: (field) => field.default !== true,
	choice: (field) => picked(field)[0],
	choices: picked,
	time: ({ name }) => TIMES[name] ?? (/^(end|until)/.test(name) ? '2026-05-02T08:00:00Z' : '2026-05-01T08:00:00Z'),
	words: (field) => many(field, () => textFor(field)),
	object: ({ of }) => of && objectKind(of).example,
	objects: (field) => {
		const { of } = field;
		return of && many(field, () => objectKind(of).example);
	},
	id,
	ids: someIds,
	post: id,
	posts: someIds,
	user: id,
	users: someIds,
	json: jsonFor,
	media: (_, media) => media,
	file: (_, media) => media,
	parts: id,
	rows: id,
	group: id,
};

/** A period that X has in recent search, at the time of the tests. */
const TIMES: Readonly<Record<string, string>> = { startTime: '2026-04-30T08:00:00Z', endTime: '2026-05-01T07:00:00Z' };

/** As a user would type it; undefined for what the engine makes. */
export const raw = (field: Field, media: MediaKind): unknown => RAW[field.kind](field, media);

function valueOf(field: Field, media: MediaKind, wanted: (field: Field) => boolean): Value | undefined {
	if (field.kind === 'media')
		return { files: [{ ...file(media), altText: 'A kite' }], ids: field.max === 1 ? [] : ['1849000000000000001'] };
	if (field.kind === 'parts') return [{ text: 'One' }, { text: 'Two' }];
	if (field.kind === 'file' && field.many) return [file(media).file];
	if (field.kind === 'file') return file(media);
	if (field.kind === 'group' && field.fields)
		return Object.fromEntries(field.fields.filter(wanted).map((part) => [part.name, valueOf(part, media, wanted)]));
	return readValue(field, raw(field, media));
}

/** @param everything or only what is required; `given` fixes some of the values */
export function valuesOf(
	operation: Operation,
	everything: boolean,
	media: MediaKind = 'image',
	given: Values = {},
): Values {
	const { fields, exclusive = [] } = operation;
	const shut = exclusive.flatMap((names) =>
		fields
			.map(({ name }) => name)
			.filter((name) => names.includes(name))
			.slice(1),
	);
	const wanted = (field: Field) => field.required === true || (everything && !shut.includes(field.name));
	const values: Values = {};
	for (const field of fields.filter(wanted)) {
		const shown = Object.entries(field.showFor ?? {}).every(([name, choices]) =>
			choices.includes(String(given[name] ?? values[name])),
		);
		if (shown) values[field.name] = given[field.name] ?? valueOf(field, media, wanted);
	}
	return { ...values, ...given };
}
