/**
 * The whole query, as X receives it, shown in the panel before anything is sent. n8n evaluates no expressions in
 * notices, so it is an options field that n8n reloads when its inputs change.
 */
import {
	isExpression,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { InputError } from '../../../api/errors/errors';
import { attempt, valueOf } from '../../../api/errors/outcome';
import { RESOURCES, type Field, type Preview, type Values } from '../../../connector';
import { isNothing, readValue } from '../../../connector/reader';
import { NAMES } from '../../shared/names';

export const WHOLE_QUERY = 'wholeQuery';
const SHOWN = 'shown';

const LISTS: readonly Field['kind'][] = ['choices', 'users', 'words'];

/** An expression has no value before a run, so it stands for itself. */
function asEntered(field: Field, raw: unknown): Values[string] {
	if (field.kind === 'group') return valuesOf(field.fields, (raw ?? {}) as IDataObject);
	if (!isExpression(raw)) return isNothing(raw) ? undefined : readValue(field, raw);
	const text = String(raw).slice(1);
	return LISTS.includes(field.kind) ? [text] : text;
}

const valuesOf = (fields: readonly Field[], given: IDataObject): Values =>
	Object.fromEntries(fields.map((field) => [field.name, asEntered(field, given[field.name])]));

const hasExpression = (value: unknown): boolean =>
	isExpression(value) || (typeof value === 'object' && value !== null && Object.values(value).some(hasExpression));

export interface Queried {
	fields: readonly Field[];
	preview(values: Values): Preview;
	check?(values: Values): void;
}

/** The query with its length, or why X would not accept it. @param given the parameters that hold the fields */
export function queryLine(
	{ fields, preview, check }: Queried,
	given: IDataObject,
): Omit<INodePropertyOptions, 'value'> {
	const line = attempt(() => {
		const values = valuesOf(fields, given);
		if (!hasExpression(given)) check?.(values);
		const { text, longest } = preview(values);
		return {
			name: text || 'Nothing yet',
			description: `${[...text].length} of up to ${longest.toLocaleString('en-US')} characters`,
		};
	});
	if (line.ok || !(line.error instanceof InputError)) return valueOf(line);
	return { name: line.error.message, description: line.error.advice };
}

/** @param reloadedFor the parameters that change the query */
export const wholeQuery = (displayName: string, reloadedFor: readonly string[]): INodeProperties => ({
	displayName,
	name: WHOLE_QUERY,
	type: 'options',
	default: SHOWN,
	noDataExpression: true,
	description: 'What X receives, or why it would not accept it. The choice affects nothing.',
	typeOptions: { loadOptionsMethod: WHOLE_QUERY, loadOptionsDependsOn: [...reloadedFor] },
	displayOptions: { hide: { '@tool': [true] } },
});

/** The parameters that hold these fields, in n8n's notation. */
export const pathsOf = (fields: readonly Field[], above = ''): string[] =>
	fields.flatMap((field) =>
		field.kind === 'group' ? pathsOf(field.fields, `${above}${field.name}.`) : [`${above}${field.name}`],
	);

/** @param linesOf the lines to list for the parameters of the node */
export const loadWholeQuery = (
	linesOf: (given: IDataObject) => ReadonlyArray<Omit<INodePropertyOptions, 'value'>>,
): Record<string, (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>> => ({
	async [WHOLE_QUERY]() {
		return linesOf(this.getCurrentNodeParameters() ?? {}).map((line, i) => ({
			...line,
			value: i === 0 ? SHOWN : `${SHOWN}${i + 1}`,
		}));
	},
});

/** For the nodes whose operations build queries. */
export const loadQuery = loadWholeQuery((given) => {
	const { operations = [] } = RESOURCES.find(({ name }) => name === given[NAMES.resource]) ?? {};
	const { built, fields, check } = operations.find(({ name }) => name === given[NAMES.operation]) ?? {};
	if (!built || !fields) return [];
	const sources = fields.filter(({ name }) => built.from.includes(name));
	const all = { ...(given[NAMES.options] as IDataObject | undefined), ...given };
	return [queryLine({ fields: sources, preview: built.preview, check }, all)];
});
