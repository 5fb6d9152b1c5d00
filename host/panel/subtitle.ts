/** The chosen operation on the canvas, in the words of the panel. */
import type { Resource } from '../../connector';
import { NAMES } from '../shared/names';

/** `getUserPosts` as `Get User Posts`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, ' $&').replace(/^./, (first) => first.toUpperCase());

const OPERATION = `$parameter.${NAMES.operation}`;
const RESOURCE = `$parameter.${NAMES.resource}`;

/** An expression, since n8n looks for an operation's name among those of the first resource only. It carries no name that follows from the value. */
export function subtitleOf(resources: readonly Resource[]): string {
	const others = resources.flatMap(({ name: resource, operations }) =>
		operations
			.filter(({ name, displayName }) => displayName !== inWords(name))
			.map(({ name, displayName }) => [`${resource}.${name}`, displayName]),
	);
	// What is created or retrieved is added where the operation does not say it.
	const named = `${OPERATION} + (/^(getMany|[a-z]+)$/.test(${OPERATION}) ? ": " + ${RESOURCE} : "")`;
	const words = `(${named}).replace(/[A-Z]/g, " $&").replace(/(^|: )./g, (start) => start.toUpperCase())`;
	return `={{ (${JSON.stringify(Object.fromEntries(others))})[${RESOURCE} + "." + ${OPERATION}] ?? ${words} }}`;
}
