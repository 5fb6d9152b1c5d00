/** Turns X's answers into n8n items. */
import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Answer } from '../../../api/client/call';
import { includesOf, join, type XObject } from '../../../api/objects/includes';
import { simplify } from '../../../api/objects/simplify';
import { isOn, type Operation } from '../../../connector';
import { askedOf } from '../../shared/selection';
import type { CheckedItem, OutputOptions } from '../../shared/types';

/** @param me ID of the connected account, if this run needed it */
export function toItems(
	operation: Operation,
	answers: readonly Answer[],
	{ outputOptions, itemIndex, values }: Pick<CheckedItem, 'outputOptions' | 'itemIndex' | 'values'>,
	me?: string,
): INodeExecutionData[] {
	const { output, only } = outputOptions;
	const { filter } = operation;
	const keeps = (object: XObject): boolean =>
		!filter || me === undefined || !isOn(filter, values) || filter.keeps(object, me);
	const asked = askedOf(operation, outputOptions);
	const objects =
		output === 'raw'
			? answers
			: answers
					.flatMap((answer) => join(answer, operation.returns))
					.filter(keeps)
					.map((object) => shape(operation, object, output, asked, me))
					.map((object) => (only ? narrow(object, only) : object));
	return objects.map((object) => ({ json: object as IDataObject, pairedItem: { item: itemIndex } }));
}

const shape = (
	{ returns }: Operation,
	object: XObject,
	output: OutputOptions['output'],
	asked: readonly string[],
	me?: string,
): XObject => (output === 'full' && returns !== 'createdPost' ? object : simplify(object, returns, asked, me));

/** The ID is always kept, since it identifies the object. */
const narrow = (object: XObject, only: readonly string[]): XObject =>
	Object.fromEntries(Object.entries(object).filter(([name]) => name === 'id' || only.includes(name)));

/** A file that X returned, or files that the operation has stored, as binary data of an item. */
export async function toFileItem(
	context: IExecuteFunctions,
	{ file, type, binary: stored, data }: Answer,
	itemIndex: number,
): Promise<INodeExecutionData> {
	if (stored) return { json: data as IDataObject, binary: stored as IBinaryKeyData, pairedItem: { item: itemIndex } };
	const binary = await context.helpers.prepareBinaryData(file as Buffer, undefined, type as string | undefined);
	return {
		json: { mimeType: binary.mimeType, fileSize: binary.fileSize },
		binary: { data: binary },
		pairedItem: { item: itemIndex },
	};
}

/** A lookup that shared its request keeps only the includes that its own object refers to. */
export const ownPart = ({ data, includes }: Answer): Answer => ({
	data,
	...(includes ? { includes: includesOf(data as XObject, includes as XObject) } : {}),
});
