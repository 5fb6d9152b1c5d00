// Jest takes [undefined] for [] and ['a', undefined] for ['a']: lists are equal only where they are equally long.
expect.addEqualityTesters([
	(a, b) => (Array.isArray(a) && Array.isArray(b) && a.length !== b.length ? false : undefined),
]);
