/** Endpoints of X that no operation calls, and why. */

/** Not the work of an action node. */
export const WITHOUT_ROW: ReadonlyArray<{ endpoints: RegExp; why: string }> = [
	{ endpoints: /^GET \/2\/.*\/stream(\/lang\/[a-z]+)?$/, why: "an endless stream: a trigger's work" },
	{ endpoints: /^GET \/2\/openapi\.json$/, why: 'the specification itself: `npm run contract` reads it' },
];

/** X's tags with operations still to be written; a tag goes when its last row has come. */
export const NOT_YET: readonly string[] = [];
