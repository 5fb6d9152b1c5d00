type Body = Record<string, unknown>;

/** Gives a made-up answer the IDs that were asked for, so that a reader finds its objects again: one object for a path's ID, one each for a list of them. */
export function echo(body: unknown, params: Record<string, string>, query: Record<string, string>): unknown {
	if (typeof body !== 'object' || body === null) return body;
	const { data } = body as Body;
	const named = (name: string) => name.replace(/^(\w+_)?ids$/, 'id').replace(/keys$/, 'key');
	const [list] = Object.entries(query).filter(([name]) => /(^|_)(ids|keys)$/.test(name));
	if (Array.isArray(data) && list && named(list[0]) in Object(data[0]))
		return { ...body, data: list[1].split(',').map((id) => ({ ...(data[0] as Body), [named(list[0])]: id })) };
	const last = Object.keys(params).at(-1);
	if (data && !Array.isArray(data) && last && named(last) in (data as Body))
		return { ...body, data: { ...(data as Body), [named(last)]: params[last] } };
	return body;
}
