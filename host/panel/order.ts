/**
 * Alphabetical order, as n8n's editor expects for names. They are plain English, so the cost of a collator is avoided.
 */
const compare = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);

export const byName = (a: { name: string }, b: { name: string }): number => compare(a.name, b.name);
export const byDisplayName = (a: { displayName: string }, b: { displayName: string }): number =>
	compare(a.displayName, b.displayName);
