/** X's endpoints that no operation calls, with reasons. */

/** Unsuitable for an action node. */
export const WITHOUT_ROW: ReadonlyArray<{ endpoints: RegExp; why: string }> = [
	{ endpoints: /^GET \/2\/.*\/stream(\/lang\/[a-z]+)?$/, why: "an endless stream: a trigger's work" },
	{ endpoints: /^GET \/2\/openapi\.json$/, why: 'the specification itself: `npm run contract` reads it' },
];

/** X's tags whose operations have yet to be written; a tag is removed when its last row is added. */
export const NOT_YET: readonly string[] = [];
