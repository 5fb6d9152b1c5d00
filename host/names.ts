/** Names of the parameters that the engine itself gives to operations, and where a field is drawn. */
import type { Field } from '../connector';

export const NAMES = {
	authentication: 'authentication',
	resource: 'resource',
	operation: 'operation',
	returnAll: 'returnAll',
	limit: 'limit',
	output: 'output',
	options: 'options',
	fields: 'fields',
} as const;

/** Needed and common fields stand in the panel, the others in the Options collection. */
export const isInPanel = (field: Field): boolean => field.required === true || field.front === true;
