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

/** Linear is 4; quadratic would be 16. */
const MOST_GROWTH = 9;
/** What is over sooner is not compared: a pause of the engine takes longer. */
const SOON = 0.15;

/** How much longer a text of {@link SIZE} takes than one of a quarter; 1 where it takes no time to speak of. */
async function growth(read: (text: string) => unknown, text: Hostile): Promise<number> {
	const [short, long] = [text(SIZE / 4), text(SIZE)];
	await read(text(SIZE / 10));
	const first = await seconds(async () => await read(long));
	if (first < SOON) return 1;
	const best = async (of: string, already = Infinity) => Math.min(already, await seconds(async () => await read(of)));
	return (await best(long, first)) / (await best(short, await best(short)));
}

/** @throws when the time to read it grows faster than the text */
export async function expectLinear(read: (text: string) => unknown, text: Hostile): Promise<void> {
	expect(await growth(read, text)).toBeLessThan(MOST_GROWTH);
}
