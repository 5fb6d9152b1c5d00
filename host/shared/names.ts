/** Names of the parameters that the engine adds to operations, and where a field is shown. */
import type { Field, Values } from '../../connector';

export const NAMES = {
	authentication: 'authentication',
	withoutAccess: 'withoutAccess',
	event: 'event',
	resource: 'resource',
	operation: 'operation',
	returnAll: 'returnAll',
	limit: 'limit',
	output: 'output',
	outputFields: 'outputFields',
	options: 'options',
	filters: 'filters',
	limits: 'limits',
	fields: 'fields',
	continueFrom: 'continueFrom',
} as const;

/** Members that the engine adds to items: to the last one if a limit ended the run early, to each one on request. */
export const ENDED_EARLY = 'run_ended_early';
export const COST = 'run_cost_usd';

/** The value of a tool's Output parameter that limits it to selected fields. */
export const SELECTED = 'selected';

/** Default number of results of a list: n8n's usual number, and fewer for a model, which reads every word of them. */
export const USUAL_LIMIT = { node: 50, tool: 10 } as const;

/** Required and common fields are shown directly in the panel, the others in the Options collection. */
export const isInPanel = (field: Field): boolean => field.required === true || field.front === true;

/** A hidden field is not read: n8n stores no value for it, and it is not required. */
export const isShown = ({ showFor = {} }: Field, values: Values): boolean =>
	Object.entries(showFor).every(([name, shown]) => shown.includes(String((values[name] ?? '') as string)));
