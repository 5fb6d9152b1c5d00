/** Finds what is new for one node, applying the event's method to the lists that X returns. */
import { isCut } from '../../api/errors/errors';
import { count, inner, label, objects } from '../../api/json/members';
import type { XObject } from '../../api/objects/includes';
import { inPostVocabulary } from '../../api/objects/vocabulary';
import type { Memory, PostWithCount, Source } from '../../api/polling/find-new';
import type { Listed } from '../../api/polling/listed';
import { isOn } from '../../connector';
import { lookUp, openPages, type Job } from './read-pages';

export interface FoundObjects {
	/** Oldest first. */
	objects: XObject[];
	memory: Memory;
	/** The boundary between old and new could not be determined with certainty. */
	unsure?: true;
}

/** @param before what the previous poll remembered; on the first poll there is none */
export async function findNew(job: Job, before?: Memory): Promise<FoundObjects> {
	const { findNew: way } = job.event;
	const source = sourceOf(job, await openPages(job));
	const { listed, memory, unsure } = await (before
		? way.next(source, before, job.most)
		: way.start(source, job.atStart));
	const objects = await toObjects(job, listed);
	return { objects: objects.filter((object) => isEvent(job, object)), memory, ...(unsure ? { unsure } : {}) };
}

/** The newest object, for the editor's test. */
export async function findNewest(job: Job): Promise<XObject | undefined> {
	// An object still below its threshold is shown where there is no other, as an example of the output.
	let example: XObject | undefined;
	// One by one, as X charges for each that is looked up.
	for (const entry of await job.event.findNew.newest(sourceOf(job, await openPages(job)))) {
		const [object] = await toObjects(job, [entry]);
		if (object && isEvent(job, object)) return object;
		example ??= object;
	}
	return example;
}

const passes = ({ event: { filter }, values, me }: Job, object: XObject): boolean =>
	!filter || me === undefined || !isOn(filter, values) || filter.keeps(object, me);

const isEvent = (job: Job, object: XObject): boolean =>
	(job.event.keep?.(object, job.values, job.me) ?? true) && passes(job, object);

function sourceOf(job: Job, read: Source['read'] = async () => ({ listed: [] })): Source {
	const { client, me } = job.session;
	const { counter } = job.event;
	return {
		read,
		...(counter ? { count: async () => await counter.read({ values: job.values, client, me }) } : {}),
		posts: async () => await postsOf(job),
		isEvent: ({ object }) => isEvent(job, { ...object }),
		compared: ({ object }) => job.event.compare?.({ ...object }, job.values) ?? {},
		now: () => client.xTime(client.now()),
		mayGoOn: () => client.now() < job.deadline,
		isCut,
	};
}

/** The posts whose lists are read, with their counts. */
async function postsOf({ event, values, session: { client, me } }: Job): Promise<PostWithCount[]> {
	if (!event.posts) return [];
	const { counter } = event.posts;
	const { data } = inner(inPostVocabulary(await event.posts.read({ values, client, me })));
	// Without its counter, nothing shows whether the list of a post has changed.
	return objects([data].flat()).flatMap(({ id, public_metrics: metrics }) => {
		const [post, read] = [label(id), count(inner(metrics)[counter])];
		return post !== undefined && read !== undefined ? [{ id: post, count: read }] : [];
	});
}

/** The listed entries as whole objects, in the given order. */
const toObjects = async (job: Job, listed: readonly Listed[]): Promise<XObject[]> =>
	job.event.lookUp ? await lookUp(job.event.lookUp, listed, job) : listed.map((entry) => withPost(job, entry));

const withPost = ({ event }: Job, { object, post }: Listed): XObject => ({
	...object,
	...(event.posts && post ? { [event.posts.key]: post } : {}),
});
