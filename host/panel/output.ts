/**
 * Renders the output parameters: Return All, Limit, Output. As an AI tool the node has smaller ones, since the model
 * reads all of it.
 */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { simplifiedFields } from '../../api/objects/simplify';
import { inPostVocabulary } from '../../api/objects/vocabulary';
import type { Operation } from '../../connector';
import { selectionsOf } from '../../connector/selections';
import { labelOf } from './labels';
import { NAMES, SELECTED, USUAL_LIMIT } from '../shared/names';
import { byName } from './order';

/** A parameter of the node that is replaced by another one of the same name when the node is a tool. */
const inNode = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { ...property.displayOptions, hide: { '@tool': [true] } },
});
const inTool = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { ...property.displayOptions, show: { ...property.displayOptions?.show, '@tool': [true] } },
});

const limit = (usual: number): INodeProperties => ({
	displayName: 'Limit',
	name: NAMES.limit,
	type: 'number',
	typeOptions: { minValue: 1 },
	default: usual,
	description: 'Max number of results to return',
	displayOptions: { show: { [NAMES.returnAll]: [false] } },
});

export const paging: readonly INodeProperties[] = [
	{
		displayName: 'Return All',
		name: NAMES.returnAll,
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	inNode(limit(USUAL_LIMIT.node)),
	inTool(limit(USUAL_LIMIT.tool)),
];

const raw: INodePropertyOptions = {
	name: 'Raw',
	value: 'raw',
	description: "X's responses unchanged, one item per request",
};
const simplified: INodePropertyOptions = {
	name: 'Simplified',
	value: 'simplified',
	description: 'The fields most workflows need',
};
const full: INodePropertyOptions = {
	name: 'Full',
	value: 'full',
	description: 'Every requested field, with author, media, poll, place and referenced posts joined in',
};
const selected: INodePropertyOptions = {
	name: 'Selected Fields',
	value: SELECTED,
	description: 'Only some of the simplified fields, so that the model has less to read',
};

const output = (...options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Output',
	name: NAMES.output,
	type: 'options',
	default: 'simplified',
	options,
});
const outputs: readonly INodeProperties[] = [
	inNode(output(full, raw, simplified)),
	inTool(output(raw, selected, simplified)),
];

/** Names of the fields in the simplified output; where that is the whole object, X's own fields. */
function outputNames({ returns }: Pick<Operation, 'returns'>): string[] {
	const [own] = selectionsOf(returns).filter(({ name }) => name !== 'include');
	return (
		simplifiedFields(returns) ??
		Object.keys(inPostVocabulary(Object.fromEntries(own.values.map((value) => [value, true]))))
	);
}

export const drawOutputs = (operation: Pick<Operation, 'returns'>): INodeProperties[] => [
	...outputs,
	inTool({
		displayName: 'Output Fields',
		name: NAMES.outputFields,
		type: 'multiOptions',
		default: [],
		description: 'All when empty. Always with the ID.',
		options: outputNames(operation)
			.filter((name) => name !== 'id')
			.map((name) => ({ name: labelOf(name), value: name }))
			.sort(byName),
		displayOptions: { show: { [NAMES.output]: [SELECTED] } },
	}),
];
