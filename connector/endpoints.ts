/** The endpoints that operations call. */
import type { Endpoint, Operation } from './types';

/** Every endpoint an operation may call. */
export const endpointsOf = (operation: Operation): Endpoint[] => (operation.offline ? [] : callsOf(operation));

const callsOf = (operation: Operation): Endpoint[] => [
	operation,
	...(operation.batch ? [operation.batch] : []),
	...Object.values(operation.lookups ?? {}).flatMap((lookup) => [lookup, ...(lookup.batch ? [lookup.batch] : [])]),
	...(operation.instead ? [operation.instead.endpoint] : []),
	...(operation.asApp ? [operation.asApp] : []),
	...(operation.also ?? []),
];

/** The endpoints of which an operation calls one first, depending on its values and on the credential. */
export const waysInto = (
	operation: Pick<Operation, 'access' | 'instead' | 'asApp'>,
): Array<Pick<Endpoint, 'access'>> => [
	operation,
	...(operation.instead ? [operation.instead.endpoint] : []),
	...(operation.asApp ? [operation.asApp] : []),
];
