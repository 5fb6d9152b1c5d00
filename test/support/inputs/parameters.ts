/** An operation's parameters as a user would set them in n8n's panel, with what there is in the local X. */
import type { IDataObject } from 'n8n-workflow';
import type { Field, Operation, Resource, Values } from '../../../connector';
import { isInPanel } from '../../../host/shared/names';
import type { LocalX } from '../../../sandbox';
import { raw, valuesOf } from './values';

/** Things of the local X that samples may point to. */
export interface Known {
	post: string;
	handle: string;
	mediaId: string;
	mediaKey: string;
	streamRule: string;
}

const SAMPLE_RULE = 'sample';

export function makeKnown(x: LocalX): Known {
	const { id: mediaId, mediaKey } = x.world.addMedia({
		owner: x.world.needUser('ourbrand').id,
		kind: 'photo',
		// X has a status only of what it has processed.
		processing: { state: 'succeeded', startedAt: 0, seconds: 0 },
	});
	const streamRule = x.stream.id();
	x.stream.rules.set(streamRule, { id: streamRule, value: SAMPLE_RULE, query: x.stream.parse(SAMPLE_RULE) });
	return {
		post: x.world.addPost({ by: 'ourbrand', text: `Sample ${x.world.posts.size}` }).id,
		handle: 'newsroom',
		mediaId,
		mediaKey,
		streamRule,
	};
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const isEnd = ({ name }: Field) => /^(end|until)/.test(name);
const locator = (field: Field, mode: string, value: unknown) => (isInPanel(field) ? { mode, value } : value);

/** What has to exist for X to change it; of others, any ID does. */
const knownObject = (field: Field, { mediaKey, streamRule }: Known): unknown => {
	const known: Record<string, string> = { mediaKey, streamRule };
	return ('of' in field && known[String(field.of)]) || raw(field, 'image');
};

type Given = (field: Field, things: Known, values: Values) => unknown;

/** What is not given as it is typed. */
const GIVEN: Readonly<Partial<Record<Field['kind'], Given>>> = {
	post: (field, { post }) => locator(field, 'id', /^until/.test(field.name) ? String(BigInt(post) + 1n) : post),
	posts: (_, { post }) => post,
	user: (field, { handle }) => locator(field, 'username', handle),
	users: ({ min = 1 }) => ['newsroom', 'meteo', 'transit'].slice(0, Math.max(1, min)).join(', '),
	time: (field) => hoursAgo(isEnd(field) ? 1 : 2),
	object: (field, things) => locator(field, 'id', knownObject(field, things)),
	objects: (field, things) => knownObject(field, things),
	id: (field, { mediaId }) => (/media/i.test(field.name) ? mediaId : raw(field, 'image')),
	media: ({ max }, { mediaId: mediaIds }) => {
		const row = { source: 'ids', mediaIds };
		return { item: max === 1 ? row : [row] };
	},
	file: () => 'data',
	parts: (_, { mediaId: mediaIds }) => ({
		part: [{ text: 'One', media: { item: [{ source: 'ids', mediaIds }] } }, { text: 'Two' }],
	}),
	json: (field) => JSON.stringify(raw(field, 'image')),
	group: ({ name, fields = [], add }, things, values) => {
		const inside = values[name] as Values;
		const parts = fields.filter((part) => part.name in inside);
		const chosen = Object.fromEntries(parts.map((part) => [part.name, given(part, things, inside)]));
		return add ? chosen : { values: chosen };
	},
};

const given: Given = (field, things, values) =>
	(GIVEN[field.kind] ?? (() => raw(field, 'image')))(field, things, values);

/** @param everything all that X takes together, else only what is needed; undefined when the row itself refuses that */
export function parametersFor(
	{ name: resource }: Resource,
	operation: Operation,
	things: Known,
	everything: boolean,
): IDataObject | undefined {
	const values = valuesOf(operation, everything, 'image');
	if (!accepts(operation, values)) return undefined;
	const chosen = operation.fields.filter(({ name }) => name in values && name !== operation.instead?.field);
	const put = (fields: readonly Field[]) =>
		Object.fromEntries(fields.map((field) => [field.name, given(field, things, values)]));
	return {
		resource,
		operation: operation.name,
		...(operation.page ? { limit: operation.page.size?.min ?? 1 } : {}),
		...put(chosen.filter(isInPanel)),
		options: put(chosen.filter((field) => !isInPanel(field))),
	};
}

function accepts(operation: Operation, values: Values): boolean {
	try {
		operation.check?.(values);
		return true;
	} catch {
		return false;
	}
}
