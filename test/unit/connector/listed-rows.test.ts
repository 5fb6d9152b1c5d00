/** Every row that a file defines is in the list that nodes, docs and tests are made from: an exported one is reported by nothing else. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { RESOURCES } from '../../../connector';
import { TRIGGER_EVENTS } from '../../../connector/triggers';
import { HAPPENINGS } from '../../support/x/happenings';

const root = path.resolve(__dirname, '../../..');

/** What the files below a folder export, by `file: name`. */
function exportsOf(folder: string): Array<[string, unknown]> {
	const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
	return files
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
		.flatMap((file) => {
			const found = jest.requireActual<Record<string, unknown>>(path.join(root, folder, file));
			return Object.entries(found).map(([name, value]): [string, unknown] => [`${folder}/${file}: ${name}`, value]);
		});
}

const hasAll = (value: unknown, ...members: string[]): boolean =>
	typeof value === 'object' && value !== null && members.every((member) => member in value);

/** What to do about each row that is missing from its list. */
const advice = (rows: Array<[string, unknown]>, listed: ReadonlySet<unknown>, list: string): string[] =>
	rows.filter(([, row]) => !listed.has(row)).map(([name]) => `${name} is in no list: add it to ${list}`);

test('operations', () => {
	const listed = new Set<unknown>(RESOURCES.flatMap(({ operations }) => operations));
	const rows = exportsOf('connector/resources').filter(([, value]) =>
		hasAll(value, 'displayName', 'action', 'endpoint'),
	);
	expect(rows.length).toBeGreaterThan(20);
	expect(advice(rows, listed, "'operations' in the index.ts of its resource")).toEqual([]);
});

test('events of the X Trigger', () => {
	const listed = new Set<unknown>(TRIGGER_EVENTS);
	const rows = exportsOf('connector/triggers').filter(([, value]) => hasAll(value, 'displayName', 'source', 'findNew'));
	expect(rows.length).toBeGreaterThan(20);
	expect(advice(rows, listed, 'TRIGGER_EVENTS in connector/triggers/index.ts')).toEqual([]);
});

test('events that the local X makes happen', () => {
	const events = TRIGGER_EVENTS.map(({ name }) => name);
	const happenings = Object.keys(HAPPENINGS);
	expect(
		events
			.filter((name) => !happenings.includes(name))
			.map((name) => `test/support/x/happenings.ts does not say how '${name}' happens`),
	).toEqual([]);
	expect(
		happenings
			.filter((name) => !events.includes(name))
			.map((name) => `'${name}' of test/support/x/happenings.ts is no event of TRIGGER_EVENTS`),
	).toEqual([]);
});
