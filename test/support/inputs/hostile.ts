/** Texts that make a careless reader go over the same characters again and again, and a way to see whether one does. */

export const SIZE = 100_000;

type Hostile = (size: number) => string;

/** A scrap again and again. */
export const full =
	(scrap: string): Hostile =>
	(size) =>
		scrap.repeat(Math.ceil(size / scrap.length)).slice(0, size);

export const scraps = (...all: string[]): Record<string, Hostile> =>
	Object.fromEntries(all.map((scrap) => [JSON.stringify(scrap), full(scrap)]));

/** Processor time in seconds, which others on the machine do not add to. */
async function seconds(read: () => unknown): Promise<number> {
	const before = process.cpuUsage().user;
	await read();
	return (process.cpuUsage().user - before) / 1e6;
}

/** How much shorter the text to compare with is. */
const SHORTER = 8;
/** Linear is 8; quadratic would be 64. */
const MOST_GROWTH = 24;
/** What is over sooner is not compared: a pause of the engine takes longer. */
const SOON = 0.15;
/** A pause of the engine may fall into a measurement, but not into each. */
const TRIES = 3;

/** How much longer a text of {@link SIZE} takes than a shorter one; 1 where it takes no time to speak of. */
async function growth(read: (text: string) => unknown, text: Hostile): Promise<number> {
	const [short, long] = [text(SIZE / SHORTER), text(SIZE)];
	let [ofShort, ofLong] = [Infinity, Infinity];
	for (let i = 0; i < TRIES; i++) {
		ofShort = Math.min(ofShort, await seconds(async () => await read(short)));
		ofLong = Math.min(ofLong, await seconds(async () => await read(long)));
		if (ofLong < SOON) return 1;
		if (ofLong / ofShort < MOST_GROWTH) break;
	}
	return ofLong / ofShort;
}

/** @throws when the time to read it grows faster than the text */
export async function expectLinear(read: (text: string) => unknown, text: Hostile): Promise<void> {
	expect(await growth(read, text)).toBeLessThan(MOST_GROWTH);
}
