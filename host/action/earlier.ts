/** Finds what earlier tries of a run have written for an item. */
import type { Attempt, Earlier } from '../../api/write/attempt';

/** What a write of an item is kept under. @param key without spaces @param part position in a chain */
export const nameOf = (item: number, key: string, part?: number): string =>
	[item, key, ...(part === undefined ? [] : [part])].join(' ');

export interface Found {
	/** In the order of the parts, up to the first that was not attempted. */
	attempts: readonly Earlier[];
	/** What they are kept under. */
	names: readonly string[];
}

type Kind = 'single' | 'chain';
type Entry = readonly [name: string, attempt: Attempt];

/** @param unchanged an item writes what it wrote before, though its expressions may give another content now */
export function writtenBy(
	earlier: ReadonlyMap<string, Attempt>,
	unchanged: boolean,
): (item: number, key: string, kind: Kind) => Found {
	const byItem = new Map<number, Entry[]>();
	for (const [name, attempt] of unchanged ? earlier : []) {
		const item = Number(name.split(' ')[0]);
		byItem.set(item, [...(byItem.get(item) ?? []), [name, attempt]]);
	}
	return (item, key, kind) => {
		const same = keptUnder(earlier, item, key, kind);
		if (same.length > 0) return found(same, {});
		const [, other] = (latest((byItem.get(item) ?? []).filter(([name]) => kindOf(name) === kind)) ?? '').split(' ');
		return found(other === undefined ? [] : keptUnder(earlier, item, other, kind), { differs: true });
	};
}

const kindOf = (name: string): Kind => (name.split(' ').length > 2 ? 'chain' : 'single');

/** The name of the latest attempt. */
const latest = (entries: readonly Entry[]): string | undefined =>
	entries.reduce<Entry | undefined>(
		(last, each) => (last && last[1].ended > each[1].ended ? last : each),
		undefined,
	)?.[0];

function keptUnder(earlier: ReadonlyMap<string, Attempt>, item: number, key: string, kind: Kind): Entry[] {
	const entries: Entry[] = [];
	for (;;) {
		const name = nameOf(item, key, kind === 'chain' ? entries.length : undefined);
		const attempt = earlier.get(name);
		if (!attempt) return entries;
		entries.push([name, attempt]);
		if (kind === 'single') return entries;
	}
}

const found = (entries: readonly Entry[], more: Pick<Earlier, 'differs'>): Found => ({
	names: entries.map(([name]) => name),
	attempts: entries.map(([, attempt]) => ({ ...attempt, ...more })),
});
