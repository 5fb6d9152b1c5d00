/** What n8n has kept of a node may be damaged, or of another version. */
import type { IDataObject, NodeOperationError } from 'n8n-workflow';
import { idsIn, since, TIMELINE, timeline } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';

useStillClock();

const ODD = [null, 5, 'x', {}, ['x'], [null], true];
/** Every place in it, by its path. */
const placesIn = (value: unknown, path: string[] = []): string[][] =>
	typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...placesIn(inner, [...path, name])])
		: [];
function damaged(memory: IDataObject, path: readonly string[], odd: unknown): IDataObject {
	const copy = JSON.parse(JSON.stringify(memory)) as IDataObject;
	const last = path.at(-1) ?? '';
	const holder = path.slice(0, -1).reduce<IDataObject>((inner, name) => inner[name] as IDataObject, copy);
	holder[last] = odd as IDataObject;
	return copy;
}

it('the node starts anew, says so once and goes on', async () => {
	const ada = timeline();
	const told: Error[] = [];
	Object.assign(ada.context, { __emitError: (error: Error) => void told.push(error) });
	await ada.poll();
	const whole = JSON.parse(JSON.stringify(ada.memory)) as IDataObject;
	for (const path of placesIn(whole)) {
		for (const odd of ODD) {
			told.length = 0;
			ada.memory = damaged(whole, path, odd);
			ada.answers[TIMELINE] = since('30', '20', '10');
			// Settings that differ start anew as well.
			expect(idsIn(await ada.poll())).toEqual([]);
			ada.answers[TIMELINE] = since('40', '30', '20', '10');
			expect([path, odd, idsIn(await ada.poll())]).toEqual([path, odd, ['40']]);
			expect(told.length).toBeLessThanOrEqual(1);
		}
	}
});

it.each<[string[], unknown]>([
	[['of'], 30],
	[['memory', 'watermark', 'since'], 30],
	[['users', 'mark'], 30],
	[['users', 'ids', 'ada'], 7],
	[['users', 'ids', 'ada'], '7x'],
	[['users', 'ids', 'ada'], 'x7'],
	[['users', 'ids', 'ada'], ''],
])('what cannot be read is told: %j as %j', async (path, odd) => {
	const ada = timeline();
	const told: NodeOperationError[] = [];
	Object.assign(ada.context, { __emitError: (error: NodeOperationError) => void told.push(error) });
	await ada.poll();
	await ada.poll();
	expect(told).toEqual([]);
	ada.memory = damaged(ada.memory, ['watch', ...path], odd);
	await ada.poll();
	await ada.poll();
	expect(told).toHaveLength(1);
	expect(told[0].message).toBe('X Trigger could not read what it remembered and starts anew');
	expect(told[0].description).toContain('What is in the list now counts as known');
});
