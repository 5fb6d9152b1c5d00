/**
 * X escapes `&`, `<` and `>` in texts, and counts the positions of its entities in the escaped text. Both are read
 * together, so that the positions fit the text that is returned.
 */
import { inner, isObject, NOTHING, objects, type XObject } from '../json/members';

const SIGNS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const ESCAPED = /&(?:lt|gt|amp);/g;

/** Each sign is read once: `&amp;lt;` becomes `&lt;`. */
export const decoded = (text: string): string => text.replace(ESCAPED, (sign) => SIGNS[sign]);

type Move = (position: number) => number;

/** Where a position of the escaped text is in the decoded one; X counts in characters, not in UTF-16 units. */
function moveIn(text: string): Move | undefined {
	const signs = [...text.matchAll(ESCAPED)].map(({ 0: sign, index }) => ({
		at: Array.from(text.slice(0, index)).length,
		end: Array.from(text.slice(0, index)).length + sign.length,
	}));
	if (signs.length === 0) return undefined;
	return (position) =>
		signs.reduce(
			(moved, { at, end }) => (position > at ? moved - (Math.min(position, end) - at - 1) : moved),
			position,
		);
}

const isSpan = (value: unknown): value is number[] =>
	Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number');

/** Entities with their positions moved; each is `{start, end}` or, in X's older form, `{indices: [start, end]}`. */
export function moved(entities: unknown, move: Move): XObject {
	const one = (entity: XObject): XObject => ({
		...entity,
		...(typeof entity.start === 'number' ? { start: move(entity.start) } : {}),
		...(typeof entity.end === 'number' ? { end: move(entity.end) } : {}),
		...(isSpan(entity.indices) ? { indices: entity.indices.map(move) } : {}),
	});
	return Object.fromEntries(
		Object.entries(inner(entities)).map(([name, list]) => [
			name,
			Array.isArray(list) ? list.map((each: unknown) => (isObject(each) ? one(each) : each)) : list,
		]),
	);
}

/** The object with its text decoded, and its entities and range moved along; without signs, the object itself. */
export function withDecodedText(object: XObject): XObject {
	const { text } = object;
	if (typeof text !== 'string') return object;
	const move = moveIn(text);
	if (!move) return object;
	const { entities, display_text_range: range } = object;
	return {
		...object,
		text: decoded(text),
		...(isObject(entities) ? { entities: moved(entities, move) } : {}),
		...(isSpan(range) ? { display_text_range: range.map(move) } : {}),
	};
}

/** An object with these texts decoded. */
export function withDecoded(object: XObject, names: readonly string[]): XObject {
	let read = object;
	for (const name of names) {
		const text = object[name];
		if (typeof text === 'string' && text.includes('&')) read = { ...read, [name]: decoded(text) };
	}
	return read;
}

/** A profile: the entities of its description count in the escaped description. */
export function withDecodedProfile(object: XObject): XObject {
	const { description, entities } = object;
	const move = typeof description === 'string' ? moveIn(description) : undefined;
	const ofDescription = inner(entities).description;
	return {
		...withDecoded(object, ['description', 'name', 'location']),
		...(move && isObject(ofDescription)
			? { entities: { ...inner(entities), description: moved(ofDescription, move) } }
			: NOTHING),
	};
}

/** Whether anything in a list of entities has a position. */
export const hasEntities = (entities: unknown): boolean =>
	Object.values(inner(entities)).some((list) => objects(list).length > 0);
