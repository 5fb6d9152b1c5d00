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
}

export function makeKnown(x: LocalX): Known {
	const { id: mediaId, mediaKey } = x.world.addMedia({ owner: x.world.needUser('ourbrand').id, kind: 'photo' });
	return {
		post: x.world.addPost({ by: 'ourbrand', text: `Sample ${x.world.posts.size}` }).id,
		handle: 'newsroom',
		mediaId,
		mediaKey,
	};
}

function given(field: Field, things: Known, values: Values): unknown {
	const inPanel = isInPanel(field);
	const locator = (mode: string, value: unknown) => (inPanel ? { mode, value } : value);
	const { kind } = field;
	if (kind === 'post') return locator('id', /^until/.test(field.name) ? String(BigInt(things.post) + 1n) : things.post);
	if (kind === 'posts') return things.post;
	if (kind === 'users') return ['newsroom', 'meteo', 'transit'].slice(0, Math.max(1, field.min ?? 1)).join(', ');
	if (kind === 'time')
		return new Date(Date.now() - (/^(end|until)/.test(field.name) ? 1 : 2) * 3_600_000).toISOString();
	if (kind === 'user') return locator('username', things.handle);
	if (kind === 'object') return locator('id', field.of === 'mediaKey' ? things.mediaKey : raw(field, 'image'));
	if (kind === 'objects' && field.of === 'mediaKey') return things.mediaKey;
	if (kind === 'id' && /media/i.test(field.name)) return things.mediaId;
	if (kind === 'media')
		return {
			item:
				field.max === 1 ? { source: 'ids', mediaIds: things.mediaId } : [{ source: 'ids', mediaIds: things.mediaId }],
		};
	if (kind === 'file') return 'data';
	if (kind === 'parts')
		return { part: [{ text: 'One', media: { item: [{ source: 'ids', mediaIds: things.mediaId }] } }, { text: 'Two' }] };
	if (kind === 'json') return JSON.stringify(raw(field, 'image'));
	if (kind === 'group') {
		const inner = Object.fromEntries(
			(field.fields ?? [])
				.filter(({ name }) => name in (values[field.name] as Values))
				.map((part) => [part.name, given(part, things, values[field.name] as Values)]),
		);
		return field.add ? inner : { values: inner };
	}
	return raw(field, 'image');
}

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
