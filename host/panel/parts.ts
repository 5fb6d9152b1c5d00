/** Parts that every panel has. */
import type { INodeProperties } from 'n8n-workflow';
import type { Field } from '../../connector';
import { drawField } from './field';
import { byDisplayName } from './order';

export const notice = (text: string): INodeProperties => ({
	displayName: text,
	name: 'notice',
	type: 'notice',
	default: '',
});

interface Collection {
	displayName: string;
	name: string;
	placeholder: string;
}

/** Fields that are added one by one; none when there are none. */
export function drawCollection(collection: Collection, fields: readonly Field[]): INodeProperties[] {
	if (fields.length === 0) return [];
	const options = fields.map((field) => drawField(field, true)).sort(byDisplayName);
	return [{ ...collection, type: 'collection', default: {}, options }];
}
