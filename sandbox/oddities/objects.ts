import { suspended } from '../http/errors';
import { unescaped } from '../world/text';
import { oddity, type Reply, type Scene } from './types';

type Thing = Record<string, unknown>;
interface Body {
	data?: Thing | Thing[];
	includes?: Record<string, Thing[]>;
	errors?: unknown[];
}

const isRead = ({ method }: Scene, { body, status }: Reply) =>
	method === 'GET' && status === 200 && typeof body === 'object' && body !== null && 'data' in body;
const isPost = (thing: Thing) => typeof thing.text === 'string' && !('event_type' in thing);
const listOf = ({ data }: Body): Thing[] => [data ?? []].flat();

/** Changes every object of an answer, including those in `includes`. */
function eachObject(body: Body, change: (thing: Thing) => Thing): Body {
	const { data, includes } = body;
	return {
		...body,
		...(data === undefined ? {} : { data: Array.isArray(data) ? data.map(change) : change(data) }),
		...(includes
			? { includes: Object.fromEntries(Object.entries(includes).map(([name, things]) => [name, things.map(change)])) }
			: {}),
	};
}

/** For reads only. */
const changed =
	<S>(change: (body: Body, scene: Scene, settings: S) => Body) =>
	(reply: Reply, scene: Scene, settings: S): Reply | undefined =>
		isRead(scene, reply) ? { ...reply, body: change(reply.body as Body, scene, settings) } : undefined;

const wants = ({ query }: Scene, field: string) =>
	`${query['post.fields'] ?? ''},${query['tweet.fields'] ?? ''}`.split(',').includes(field);

function asText(value: unknown): unknown {
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return value.map(asText);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner)]));
}

/** Leaves out what belongs to these accounts, and reports why as X does. */
function withoutSuspended(body: Body, { world }: Scene, { usernames }: { usernames: readonly string[] }): Body {
	const gone = new Set(usernames.flatMap((name) => world.user(name)?.id ?? []));
	const belongs = (thing: Thing) =>
		gone.has(String(thing.id)) || gone.has(world.posts.get(String(thing.id))?.authorId ?? '');
	const things = listOf(body);
	const errors = things
		.filter(belongs)
		.map((thing) => suspended({ resource: 'user', parameter: 'id', value: String(thing.id) }));
	const left = things.filter((thing) => !belongs(thing));
	return {
		...body,
		data: Array.isArray(body.data) && left.length > 0 ? left : left[0],
		...(body.includes
			? {
					includes: Object.fromEntries(
						Object.entries(body.includes).map(([name, all]) => [name, all.filter((thing) => !belongs(thing))]),
					),
				}
			: {}),
		...(errors.length > 0 ? { errors: [...(body.errors ?? []), ...errors] } : {}),
	};
}

/** Lists earlier versions of an edited post beside the newest one. */
function withEarlierVersions(body: Body, { world }: Scene): Body {
	const { data } = body;
	if (!Array.isArray(data)) return body;
	const versions = (thing: Thing): Thing[] => {
		const history = world.posts.get(String(thing.id))?.editHistory ?? [];
		return history
			.filter((id) => id !== thing.id)
			.reverse()
			.map((id) => ({ ...thing, id, text: world.posts.get(id)?.text }));
	};
	return { ...body, data: data.flatMap((thing) => [thing, ...versions(thing)]) };
}

/** Objects that lack something, or have it in another form. */
export const OBJECTS = {
	'missing-authors': oddity({
		title: 'Missing authors',
		description: 'Accounts that were asked for as an expansion are missing in includes.',
		source: 'Public reports: includes.users without the author of a post',
		settings: { usernames: [] as readonly string[] },
		afterwards: changed((body, { world }, { usernames }: { usernames: readonly string[] }) => {
			const gone = new Set(usernames.map((name) => world.user(name)?.id));
			const { users, ...others } = body.includes ?? {};
			const left = users?.filter(({ id }) => usernames.length > 0 && !gone.has(String(id)));
			return { ...body, includes: { ...others, ...(left?.length ? { users: left } : {}) } };
		}),
	}),
	'suspended-accounts': oddity({
		title: 'Suspended accounts',
		description: 'What belongs to these accounts is left out of answers, with an error for each.',
		source: 'Public reports: "User has been suspended" beside and instead of data',
		settings: { usernames: ['newsroom'] as readonly string[] },
		afterwards: changed(withoutSuspended),
	}),
	'withheld-objects': oddity({
		title: 'Withheld objects',
		description: 'Posts are withheld in some countries; field withheld says where.',
		source: 'docs.x.com, object model of a post: withheld',
		settings: { countries: ['DE', 'FR'] as readonly string[] },
		afterwards: changed((body, scene, { countries }: { countries: readonly string[] }) =>
			wants(scene, 'withheld')
				? eachObject(body, (thing) =>
						isPost(thing)
							? { ...thing, withheld: { copyright: false, country_codes: countries, scope: 'tweet' } }
							: thing,
					)
				: body,
		),
	}),
	'fields-left-out': oddity({
		title: 'Fields left out',
		description: 'These fields are missing from every object, although they were asked for.',
		source: 'Public reports: fields are silently ignored with a 200',
		settings: { fields: ['subscription_type'] as readonly string[] },
		afterwards: changed((body, _scene, { fields }: { fields: readonly string[] }) =>
			eachObject(body, (thing) => Object.fromEntries(Object.entries(thing).filter(([name]) => !fields.includes(name)))),
		),
	}),
	'numbers-as-text': oddity({
		title: 'Numbers as text',
		description: 'Every number of an answer comes as text.',
		source: "X's specification: times and counts of broadcasts, and usage, are written as text",
		settings: {},
		afterwards: changed((body) => eachObject(body, (thing) => asText(thing) as Thing)),
	}),
	'edited-posts': oddity({
		title: 'Edited posts listed twice',
		description: 'A list holds earlier versions of an edited post beside the newest one.',
		source: 'Public reports of triggers: post 20 and its edit 25 both came',
		settings: {},
		afterwards: changed((body, scene) => withEarlierVersions(body, scene)),
	}),
	articles: oddity({
		title: 'Posts that are an article',
		description: 'Posts hold nothing but a link; the title and the text are in the field article.',
		source: 'Public reports of reading: text "https://t.co/..." of an article',
		settings: { title: 'A long read', text: 'The first paragraph of the article.' },
		afterwards: changed((body, scene, { title, text }: { title: string; text: string }) =>
			eachObject(body, (thing) =>
				isPost(thing)
					? {
							...thing,
							text: 'https://t.co/art1cle000',
							...(wants(scene, 'article') ? { article: { title, plain_text: text, preview_text: text } } : {}),
						}
					: thing,
			),
		),
	}),
	'raw-texts': oddity({
		title: 'Texts that are not escaped',
		description: 'The signs & < > come as they are, not as &amp; &lt; &gt;.',
		source: 'Public reports of publishing tools: X shows texts in raw or in escaped form',
		settings: {},
		afterwards: changed((body) =>
			eachObject(body, (thing) => (typeof thing.text === 'string' ? { ...thing, text: unescaped(thing.text) } : thing)),
		),
	}),
};
