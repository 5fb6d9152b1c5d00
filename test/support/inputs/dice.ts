/** Numbers from 0 to 1, the same in every run. */
export function dice(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
