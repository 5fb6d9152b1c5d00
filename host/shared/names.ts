/** Names of the parameters that the engine itself gives to operations, and where a field is drawn. */
import type { Field, Values } from '../../connector';

export const NAMES = {
	authentication: 'authentication',
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

/** What the engine adds to items: to the last one when a limit has ended the run early, to each one on request. */
export const ENDED_EARLY = 'run_ended_early';
export const COST = 'run_cost_usd';

/** The value of a tool's Output that narrows it down. */
export const SELECTED = 'selected';

/** Results that a list has unless told: n8n's usual number, and fewer for a model, which reads every word of them. */
export const USUAL_LIMIT = { node: 50, tool: 10 } as const;

/** Needed and common fields stand in the panel, the others in the Options collection. */
export const isInPanel = (field: Field): boolean => field.required === true || field.front === true;

/** A field that another one hides is not read: n8n keeps no value for it, and it need not be given. */
export const isShown = ({ showFor = {} }: Field, values: Values): boolean =>
	Object.entries(showFor).every(([name, shown]) => shown.includes(String(values[name] ?? '')));
