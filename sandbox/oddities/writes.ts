import { oddity, type Reply, type Scene } from './types';

type Thing = Record<string, unknown>;

/** The data of a write that was carried out, changed. */
const afterWrite =
	(change: (data: unknown) => unknown) =>
	(reply: Reply, { method }: Scene): Reply | undefined => {
		const body = reply.body as Thing | undefined;
		return method !== 'GET' && reply.status < 300 && body?.data !== undefined
			? { ...reply, body: { ...body, data: change(body.data) } }
			: undefined;
	};

const isId = (name: string): boolean => /(?:^|_)id$/.test(name);

/** Without its IDs, and those of the objects in it. */
function withoutIds(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutIds);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, inner]) => (isId(name) ? [] : [[name, withoutIds(inner)]])),
	);
}

/** Answers to writes that are of another form than documented, or say less. */
export const WRITES = {
	'no-id': oddity({
		title: 'Success without an ID',
		description: 'A write is carried out, and its answer has no ID of anything.',
		source: "X's specification marks the IDs of scheduled broadcasts, subscriptions and rules as optional",
		settings: {},
		afterwards: afterWrite(withoutIds),
	}),
	'other-shape': oddity({
		title: 'A list in the place of an object',
		description:
			'A write is answered with a list of one object where an object is documented, and the other way round.',
		source: "The activity quickstart has a list where X's specification has one object",
		settings: {},
		afterwards: afterWrite((data) => (Array.isArray(data) ? (data as unknown[])[0] : [data])),
	}),
};
