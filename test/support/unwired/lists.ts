/** Lists of X that are at hand, for the ways of finding what is new. */
import {
	type FindNew,
	type Memory,
	type PageRequest,
	type PostWithCount,
	type Source,
} from '../../../api/polling/find-new';
import { isNewer } from '../../../api/polling/listed';
import { START } from './surroundings';

export const entries = (ids: readonly string[]) => ids.map((id) => ({ id }));
export const idsIn = (listed: ReadonlyArray<{ id: string }>) => listed.map(({ id }) => id);

export const settled = (id: string) => ({ settled: id, recent: [] });

/** A list of X, newest first, in pages of so many. */
export function list(
	ids: readonly string[],
	{ page = 3, posts = [] as PostWithCount[], more = {} as Partial<Source> } = {},
) {
	const asked: PageRequest[] = [];
	const source: Source = {
		read: async (request) => {
			asked.push(JSON.parse(JSON.stringify(request)) as PageRequest);
			const { since, below, token } = request;
			const right = ids.filter((id) => (!since || isNewer(id, since)) && (!below || isNewer(below, id)));
			const from = Number(token ?? 0);
			const listed = entries(right.slice(from, from + page));
			return await Promise.resolve({ listed, ...(from + page < right.length ? { next: String(from + page) } : {}) });
		},
		posts: async () => await Promise.resolve(posts),
		isEvent: () => true,
		now: () => START,
		mayGoOn: () => true,
		isCut: () => false,
		...more,
	};
	return { source, asked };
}

/** A way from poll to poll, over what n8n keeps as JSON. */
export async function started(way: FindNew, source: Source, wanted = 0) {
	const { listed, memory } = await way.start(source, wanted);
	return { shown: idsIn(listed), memory: JSON.parse(JSON.stringify(memory)) as Memory };
}
export async function next(way: FindNew, source: Source, memory: Memory, most = 100) {
	const found = await way.next(source, memory, most);
	return { came: idsIn(found.listed), memory: JSON.parse(JSON.stringify(found.memory)) as Memory };
}
