/** What is new, what was there at the start, and what is the newest: by the way that each event's list allows. */
import type { Answer } from '../../api/client/client';
import type { XObject } from '../../api/objects/includes';
import { findNew, remember, type Known } from '../../api/polling/known-list';
import { findNewPerPost, type PostWithCount, type Watched } from '../../api/polling/per-post';
import { inPostVocabulary } from '../../api/objects/vocabulary';
import { byAge, latestId, type Thing, type Things } from '../../api/polling/listed';
import { catchUp, idAt, type Watermark } from '../../api/polling/watermark';
import { boundsOf, openPages, toObjects, type Job, type ReadPage } from './read-pages';

/** What is remembered from poll to poll; everything in it is text, as IDs are. */
export interface State {
	watermark?: Watermark;
	known?: Known;
	perPost?: Watched[];
}

export interface Found {
	/** Oldest first. */
	objects: XObject[];
	state: State;
}

/** An account of X that has nothing yet starts here; the hour is for clocks that differ. */
const HOUR_MS = 3_600_000;
/** Pages looked at for the newest one: X may answer empty pages. */
const MOST_EMPTY = 5;

const byId = ({ event }: Job) => event.news === 'ids' || event.news === 'growing';

export async function news(job: Job, before: State): Promise<Found> {
	if (job.event.news === 'perPost') return await newPerPost(job, before.perPost ?? []);
	const read = await openPages(job);
	if (!read) return { objects: [], state: before };
	if (byId(job)) {
		const { things, state } = await catchUp(
			before.watermark ?? { since: '0', marks: [] },
			job.most,
			watermarkSource(job, read),
		);
		return { objects: await toObjects(job, things), state: { watermark: state } };
	}
	const { things, state } = await findNew(before.known ?? { known: [] }, job.most, listSource(job, read));
	return { objects: await toObjects(job, things), state: { known: state } };
}

/** Remembers what is there, and hands out as many of the newest as are wanted at the start. */
export async function firstState(job: Job): Promise<Found> {
	const { event, atStart, session } = job;
	if (event.news === 'perPost') return await watchedAtStart(job);
	const read = await openPages(job);
	const there = read ? await head(job, read, Math.max(atStart, event.quiet ?? 1)) : [];
	const shown =
		atStart > 0
			? await toObjects(job, (byId(job) ? [...there].sort(byAge).reverse() : there).slice(0, atStart).reverse())
			: [];
	if (!byId(job))
		return {
			objects: shown,
			state: {
				known: {
					known: remember(
						there.map(({ id }) => id),
						[],
					),
				},
			},
		};
	return {
		objects: shown,
		state: {
			watermark: {
				since: there.length > 0 ? latestId(there.map(({ id }) => id)) : idAt(session.client.now() - HOUR_MS),
				marks: [],
			},
		},
	};
}

/** The newest one, for the editor's test. */
export async function newest(job: Job): Promise<XObject[]> {
	if (job.event.news === 'perPost') return await newestPerPost(job);
	const read = await openPages(job);
	const there = read ? await head(job, read, job.event.quiet ?? 1, true) : [];
	const ordered = byId(job) ? [...there].sort(byAge).reverse() : there;
	const right = await toObjects(job, ordered);
	// A number that has not passed its value yet still shows what will come.
	return right.length > 0
		? right.slice(0, 1)
		: await toObjects({ ...job, event: { ...job.event, keep: undefined } }, ordered.slice(0, 1));
}

/** The first objects of a list. @param any also those that are no events (yet) */
async function head(job: Job, read: ReadPage, wanted: number, any = false): Promise<Thing[]> {
	const things: Thing[] = [];
	let token: string | undefined;
	for (let empty = 0; empty < MOST_EMPTY;) {
		const page: Things = await read({ size: wanted - things.length, token });
		things.push(...(any ? page.things : counted(job, page).things));
		if (!page.next || page.next === token || things.length >= wanted || job.event.news === 'whole') break;
		if (page.things.length === 0) empty++;
		({ next: token } = page);
	}
	return things;
}

/** In a short list that comes whole, only what is an event counts as known. */
function counted({ event, values, me }: Job, page: Things): Things {
	if (event.news !== 'whole') return page;
	return { things: page.things.filter(({ object }) => event.keep?.(object as XObject, values, me) ?? true) };
}

const watermarkSource = (job: Job, read: ReadPage) => ({
	...boundsOf(job),
	bounded: job.event.news === 'ids',
	read: async ({ since, below, token, first }: { since: string; below?: string; token?: string; first: boolean }) =>
		job.event.news === 'ids'
			? await read({ since, below, token })
			: await read({ token, size: first ? job.event.quiet : undefined }),
});

const listSource = (job: Job, read: ReadPage, post?: string) => ({
	...boundsOf(job),
	whole: job.event.news === 'whole',
	read: async (token: string | undefined, first: boolean) =>
		counted(job, await read({ token, post, size: first ? job.event.quiet : undefined })),
});

/** The posts that are watched, with their counters. */
async function postsOf({ event, values, session: { client, me } }: Job): Promise<PostWithCount[]> {
	if (!event.posts) return [];
	const { data = [] } = inPostVocabulary(await event.posts.read({ values, client, me })) as Answer & {
		data?: Array<{ id: string; public_metrics?: Record<string, number> }>;
	};
	const { counter } = event.posts;
	return data.map(({ id, public_metrics: metrics }) => ({ id, count: metrics?.[counter] ?? 0 }));
}

const withPost = ({ thing, post }: { thing: Thing; post: string }): XObject => ({
	...(thing.object as XObject),
	liked_post_id: post,
});

async function newPerPost(job: Job, before: readonly Watched[]): Promise<Found> {
	const read = (await openPages(job)) as ReadPage;
	const { things, state } = await findNewPerPost(before, await postsOf(job), job.most, (post) =>
		listSource(job, read, post),
	);
	return { objects: things.map(withPost), state: { perPost: state } };
}

/** Who came when is known within a list only: those of the newest post count as the newest. */
async function watchedAtStart(job: Job): Promise<Found> {
	const read = (await openPages(job)) as ReadPage;
	const perPost: Watched[] = [];
	const there: XObject[] = [];
	for (const { id, count } of [...(await postsOf(job))].sort(byAge).reverse()) {
		const { things } =
			count > 0 ? await read({ post: id, size: Math.max(job.atStart, job.event.quiet ?? 1) }) : { things: [] };
		perPost.push({ id, count, known: things.map((thing) => thing.id) });
		there.push(...things.map((thing) => withPost({ thing, post: id })));
	}
	return { objects: there.slice(0, job.atStart).reverse(), state: { perPost } };
}

async function newestPerPost(job: Job): Promise<XObject[]> {
	const read = (await openPages(job)) as ReadPage;
	const [liked] = (await postsOf(job))
		.filter(({ count }) => count > 0)
		.sort(byAge)
		.reverse();
	if (!liked) return [];
	const { things } = await read({ post: liked.id, size: 1 });
	return things.slice(0, 1).map((thing) => withPost({ thing, post: liked.id }));
}
