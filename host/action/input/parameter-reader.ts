/** Reads the node's parameters item by item. */
import { isExpression, type GenericValue, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../../api/errors/errors';
import { shown } from '../../../connector/reader';

/** A parameter of one item, or the fallback if n8n stores no value. */
export type Read = (name: string, fallback: unknown) => unknown;

type OfItem = (itemIndex: number) => unknown;

/**
 * n8n takes a quarter of a millisecond or more to evaluate an expression. A parameter without one is the same for all
 * items, so n8n is asked once. An expression that is only a path into the item (as created by dragging a field) is
 * looked up directly, provided the lookup matches n8n's result for the first item.
 */
export function createReader(
	context: Pick<IExecuteFunctions, 'getNode' | 'getNodeParameter' | 'getInputData'>,
): (itemIndex: number) => Read {
	const { parameters } = context.getNode();
	const items = context.getInputData();
	const known = new Map<string, OfItem>();

	function begin(name: string, fallback: unknown, first: number): OfItem {
		refuseUnmarked(parameters[name]);
		const ask: OfItem = (itemIndex) => context.getNodeParameter(name, itemIndex, fallback);
		const value = ask(first);
		if (!hasExpression(parameters[name])) return () => value;
		const look = lookUp(parameters[name]);
		if (!look || JSON.stringify(look(items[first].json)) !== JSON.stringify(value)) return ask;
		return (itemIndex) => look(items[itemIndex].json) ?? ask(itemIndex);
	}

	return (itemIndex) => (name, fallback) => {
		const ofItem = known.get(name) ?? begin(name, fallback, itemIndex);
		known.set(name, ofItem);
		return ofItem(itemIndex);
	};
}

const inside = (value: GenericValue): GenericValue[] =>
	typeof value === 'object' && value !== null ? (Object.values(value) as GenericValue[]) : [];
const hasExpression = (value: GenericValue): boolean => isExpression(value) || inside(value).some(hasExpression);

/** An expression that n8n takes as it is written, because no `=` marks it. */
const UNMARKED = /\{\{\s*\$(?:json|node|input|items?|binary|now|today|vars|env|workflow|execution|fromAI|jmespath|\()/;

/** @throws InputError for a text with the code of an expression in it, as workflows that were not made in the editor have it */
function refuseUnmarked(value: GenericValue): void {
	if (typeof value === 'string' && !isExpression(value) && UNMARKED.test(value))
		throw new InputError(
			`An expression is not evaluated here: ${shown(value)}`,
			"Switch its field from Fixed to Expression; in the workflow's JSON, put = before its text.",
		);
	for (const inner of inside(value)) refuseUnmarked(inner);
}

/** `={{ $json.user.name }}` or `={{ $json["first name"] }}` */
const PATH = /^=\{\{\s*\$json((?:\.[A-Za-z_]\w*|\["[^"\\]+"\])+)\s*\}\}$/;
const STEP = /\.(\w+)|\["([^"]+)"\]/g;

type Look = (json: IDataObject) => unknown;

/** Finds a value in an item without n8n; returns undefined where only n8n can determine it. */
function lookUp(value: GenericValue): Look | undefined {
	if (isExpression(value)) {
		const [, path] = PATH.exec(value) ?? [];
		const steps = path && [...path.matchAll(STEP)].map(([, name, quoted]) => name ?? quoted);
		return steps ? (json) => plainAt(json, steps) : undefined;
	}
	if (typeof value !== 'object' || value === null) return () => value;
	const looks = Object.values(value).map(lookUp);
	return looks.every((look) => look !== undefined)
		? (json) =>
				gather(
					value,
					looks.map((look) => look(json)),
				)
		: undefined;
}

/** A copy of the object or list with these values. */
function gather(like: object, values: readonly unknown[]): unknown {
	if (values.includes(undefined)) return undefined;
	return Array.isArray(like) ? values : Object.fromEntries(Object.keys(like).map((key, i) => [key, values[i]]));
}

/** A string, number or boolean stored directly in the item. */
function plainAt(json: IDataObject, steps: readonly string[]): unknown {
	let found: unknown = json;
	for (const step of steps) {
		if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
		found = (found as IDataObject)[step];
	}
	return typeof found === 'object' ? undefined : found;
}
