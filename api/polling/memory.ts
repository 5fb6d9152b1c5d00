/** Checks what n8n has kept of a trigger: data of another version, or damaged data, is no memory. Pure. */
import { isObject } from '../json/members';
import type { Memory } from './find-new';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const id: Check = (value) => typeof value === 'string' && /^\d+$/.test(value);
const number: Check = (value) => typeof value === 'number';
const flag: Check = (value) => typeof value === 'boolean';
const optional =
	(check: Check): Check =>
	(value) =>
		value === undefined || check(value);
const list =
	(check: Check): Check =>
	(value) =>
		Array.isArray(value) && value.every(check);
const object =
	(members: Readonly<Record<string, Check>>): Check =>
	(value) =>
		isObject(value) && Object.entries(members).every(([name, check]) => check(value[name]));
const record =
	(check: Check): Check =>
	(value) =>
		isObject(value) && Object.values(value).every(check);

const seenList = object({
	order: list(text),
	met: number,
	gone: list(text),
	whole: optional(flag),
	count: optional(number),
	at: optional(number),
	cuts: optional(list(object({ token: text, above: number }))),
	floor: optional(text),
	shortSince: optional(number),
});

const PARTS: Readonly<Record<keyof Memory, Check>> = {
	watermark: object({
		since: id,
		marks: list(object({ id, token: optional(text) })),
		late: object({ settled: id, recent: list(id) }),
	}),
	list: seenList,
	known: list(text),
	below: object({ ids: list(text), at: number }),
	perPost: list(object({ id: text, list: seenList, more: optional(flag) })),
	compared: record(record(text)),
	roster: object({
		members: list(text),
		count: number,
		left: list(text),
		reading: optional(
			object({
				seen: list(text),
				count: number,
				token: optional(text),
				lost: optional(list(text)),
				shortSince: optional(number),
			}),
		),
	}),
};

export const isMemory = (value: unknown): value is Memory =>
	object(Object.fromEntries(Object.entries(PARTS).map(([name, check]) => [name, optional(check)])))(value);
