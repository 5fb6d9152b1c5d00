/** How many inputs a property is tried on: mutation tests repeat everything a thousand times, and need fewer to see what is broken. */
export const runs = (count: number): number =>
	process.env.MUTANTS_FILES ? Math.max(10, Math.ceil(count / 20)) : count;
