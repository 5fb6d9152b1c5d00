import { oddity, type Reply, type Scene } from './types';

type Body = Record<string, unknown> & { data?: unknown; meta?: Record<string, unknown>; errors?: unknown };
type Thing = Record<string, unknown>;

const isThing = (value: unknown): value is Thing =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** For successful reads only. */
const reshaped =
	<S>(change: (body: Body, settings: S) => Body | undefined) =>
	({ body, ...reply }: Reply, { method }: Scene, settings: S): Reply | undefined => {
		if (method !== 'GET' || reply.status !== 200 || !isThing(body)) return undefined;
		const changed = change(body, settings);
		return changed && { ...reply, body: changed };
	};

/** For reads that answer with a list. */
const relisted = <S>(change: (data: readonly unknown[], body: Body, settings: S) => Body) =>
	reshaped((body: Body, settings: S) => (Array.isArray(body.data) ? change(body.data, body, settings) : undefined));

/** Without the tokens of the pages before and after. */
const lastPage = (meta: Record<string, unknown> = {}, count: number) => ({
	...Object.fromEntries(Object.entries(meta).filter(([name]) => !/_token$/.test(name))),
	result_count: count,
});

function eachThing(data: unknown, change: (thing: Thing) => unknown): unknown {
	if (Array.isArray(data)) return data.map((each) => eachThing(each, change));
	return isThing(data) ? change(data) : data;
}

/** Answers to reads that are of another form than documented, or hold less than there is. */
export const SHAPES = {
	'empty-list': oddity({
		title: 'A list that seems empty',
		description: 'A list is answered 200 with nothing on it and no token, though there is something.',
		source:
			'linvi/tweetinvi#1128: "I am getting an empty array response (with a 200 response code) about 50% of the time"',
		settings: {},
		afterwards: relisted((_data, { meta }) => ({ meta: lastPage(meta, 0) })),
	}),
	'short-list': oddity({
		title: 'A list that seems to end',
		description: 'A list is answered with its first entries and no token, though there are more.',
		source: 'redouane59/twittered#193 (no nextToken though there are more pages), cjbarrie/academictwitteR#323',
		settings: { count: 2 },
		afterwards: relisted((data, { meta, ...body }, { count }: { count: number }) => ({
			...body,
			data: data.slice(0, count),
			meta: lastPage(meta, Math.min(count, data.length)),
		})),
	}),
	'token-at-the-end': oddity({
		title: 'A token after the last page',
		description: 'The last page has a token, and the page that it leads to is empty.',
		source: 'myConsciousness/twitter-api-v2#477: a token for the next page "even though there is no next element"',
		settings: {},
		afterwards: relisted((_data, body) => ({
			...body,
			meta: { ...body.meta, next_token: body.meta?.next_token ?? '7140dibdnow9c7btw480000000000000' },
		})),
	}),
	'null-data': oddity({
		title: 'Data that is null',
		description: 'A read is answered with null, or {}, as its data.',
		source: 'redouane59/twittered#382: data is null for a list without entries',
		settings: { as: 'null' },
		afterwards: reshaped(({ meta }, settings: { as: string }) => ({
			data: settings.as === 'null' ? null : {},
			...(meta ? { meta: lastPage(meta, 0) } : {}),
		})),
	}),
	'empty-answer': oddity({
		title: 'An answer that says nothing',
		description: 'A read is answered 200 with {}.',
		source: 'Review of reading: the counterpart of writes that X answered with {}',
		settings: {},
		afterwards: reshaped(() => ({})),
	}),
	'null-members': oddity({
		title: 'Members that are null',
		description: 'Members of objects are null; with no names, all but the ID are.',
		source: 'Review of reading: answers whose members are null, of another type, or missing',
		settings: { fields: [] as readonly string[] },
		afterwards: reshaped((body, { fields }: { fields: readonly string[] }) => ({
			...body,
			data: eachThing(body.data, (thing) =>
				Object.fromEntries(
					Object.entries(thing).map(([name, value]) => [
						name,
						name !== 'id' && (fields.length === 0 || fields.includes(name)) ? null : value,
					]),
				),
			),
		})),
	}),
	'null-parts': oddity({
		title: 'Parts of an answer that are null',
		description: 'The parts beside the data (meta, includes, errors) are null.',
		source: 'Review of reading: answers whose members are null, of another type, or missing',
		settings: {},
		afterwards: reshaped((body) => ({ ...body, meta: null as never, includes: null, errors: null })),
	}),
	'odd-entries': oddity({
		title: 'Entries that are no objects',
		description: 'A list holds null, a text, a number and an empty object beside its entries.',
		source: 'Review of reading: answers whose members are null, of another type, or missing',
		settings: {},
		afterwards: relisted((data, body) => ({ ...body, data: [null, ...data, 'x', 5, {}] })),
	}),
	'number-ids': oddity({
		title: 'IDs as numbers in reads',
		description: 'Each object has its ID as a JSON number, written with all its digits.',
		source: 'X API documentation, "X IDs": IDs exceed 53 bits, so that JSON numbers lose digits',
		settings: {},
		afterwards: (reply, scene) => {
			const changed = reshaped((body) => body)(reply, scene, {});
			return changed && { ...changed, body: JSON.stringify(changed.body).replace(/("id":)"(\d+)"/g, '$1$2') };
		},
	}),
	'odd-errors': oddity({
		title: 'Errors that are no objects',
		description: 'The errors beside the data are a text, or a list of null, a text and an empty object.',
		source: 'Review of reading: errors as text, and lists of errors with entries of other types',
		settings: { as: 'list' },
		afterwards: reshaped((body, settings: { as: string }) => ({
			...body,
			errors: settings.as === 'list' ? [null, 'boom', {}] : 'boom',
		})),
	}),
};
