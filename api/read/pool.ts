/**
 * Runs `work` over `entries`, at most `width` at a time, and returns the results in order.
 * After the first rejection nothing new is started, and work in progress is awaited.
 */
export async function inOrder<T, R>(
	entries: readonly T[],
	width: number,
	work: (entry: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results: R[] = new Array<R>(entries.length);
	let next = 0;
	let failed = false;
	let failure: unknown;
	const worker = async () => {
		while (next < entries.length && !failed) {
			const index = next++;
			await work(entries[index], index).then(
				(result) => void (results[index] = result),
				(error: unknown) => {
					if (!failed) failure = error;
					failed = true;
				},
			);
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, entries.length) }, worker));
	if (failed) throw failure;
	return results;
}
