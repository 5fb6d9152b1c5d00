/** Reads a conversation: the post that is asked about, the first one, what search finds, and what lies in between. */
import type { Answer } from '../../../../api/client/call';
import { endsRun } from '../../../../api/errors/errors';
import { settleCall } from '../../../../api/errors/outcome';
import { asTree, ownThread, parentOf } from '../../../../api/objects/conversation';
import { idAt } from '../../../../api/polling/watermark';
import type { Call } from '../../../types';
import { lookUp } from '../look-up';
import { searching } from '../searching';
import { Found } from './found';

interface Values {
	post: string;
	part?: 'replies' | 'thread' | undefined;
	searchIn?: 'recent' | 'all' | undefined;
}

/** How far up from the post to look, one request a step: a bound for the cost of a reply in a long argument. */
const MOST_STEPS = 20;
const RECENT_MS = 7 * 86_400_000;

export async function run(call: Call<Values>): Promise<Answer> {
	const { post, part } = call.values;
	const found = new Found();
	await read(call, found, post);
	const asked = found.posts.get(post) ?? {};
	const rootId = typeof asked.conversation_id === 'string' ? asked.conversation_id : post;
	if (rootId !== post) await readIfThere(call, found, rootId);
	const author = String((found.posts.get(rootId) ?? asked).author_id);
	const query = `conversation_id:${rootId}${part === 'thread' ? ` from:${author} to:${author}` : ''}`;
	for (const answer of await search(call, query)) found.add(answer);
	await climb(call, found, post);
	tellAge(call, rootId);
	const all = [...found.posts.values()];
	const data = asTree(part === 'thread' ? ownThread(all, rootId, author) : all, rootId);
	tellLoose(call, data);
	return { data, includes: found.includes };
}

/** With its author, whatever is included otherwise: the thread is found by it. */
async function read({ client, reading }: Call<Values>, found: Found, id: string): Promise<void> {
	const { expansions = [] } = reading.query;
	const query = {
		...reading.query,
		expansions: [...new Set([...[expansions].flat().map(String), 'author_id'])],
		ids: [id],
	};
	found.add(await client.call(lookUp.endpoint, { query }));
}

/** A post that is gone leaves a gap, and a limit ends the reading. @returns whether the post was read */
async function readIfThere(call: Call<Values>, found: Found, id: string): Promise<boolean> {
	const outcome = await settleCall(read(call, found, id));
	if (outcome.ok) return true;
	if (outcome.error.context.status === 404 || outcome.error.context.status === 403)
		call.reading.tell(
			`X does not show the post ${id}, which leads to the first one: ${outcome.error.problem.detail || outcome.error.message}`,
		);
	else ended(call, outcome.error);
	return false;
}

/** A limit or a fault comes after posts that were paid for. @throws any other error */
function ended({ reading }: Call<Values>, error: Error): void {
	if (!endsRun(error)) throw error;
	reading.end(error);
}

async function search(call: Call<Values>, query: string): Promise<Answer[]> {
	const {
		values: { searchIn },
		reading,
	} = call;
	const { endpoint, page, instead } = searching;
	const whole = searchIn === instead.value;
	const pages = await settleCall(
		reading.pages(whole ? instead.endpoint.endpoint : endpoint, whole ? instead.page : page, {
			query: { ...reading.query, query },
		}),
	);
	if (pages.ok) return pages.value;
	ended(call, pages.error);
	return [];
}

/** From the post up to the first one; what search has found is not read again. */
async function climb(call: Call<Values>, found: Found, from: string): Promise<void> {
	let steps = 0;
	for (let id = parentOf(found.posts.get(from) ?? {}); id; id = parentOf(found.posts.get(id) ?? {})) {
		if (found.posts.has(id)) continue;
		if (++steps > MOST_STEPS)
			return call.reading.tell(`More than ${MOST_STEPS} posts lead up to the first one; the rest was not read.`);
		if (!(await readIfThere(call, found, id))) return;
	}
}

function tellAge({ values: { searchIn }, client, reading }: Call<Values>, rootId: string): void {
	if (searchIn === searching.instead.value || BigInt(rootId) >= BigInt(idAt(client.xTime(client.now()) - RECENT_MS)))
		return;
	reading.tell(
		"The conversation is older than the seven days that X searches here: older replies are missing. 'Search In: Full Archive' finds them, with a Bearer token.",
	);
}

function tellLoose({ reading }: Call<Values>, posts: ReadonlyArray<Record<string, unknown>>): void {
	const { length } = posts.filter(({ depth }) => depth === undefined);
	if (length > 0)
		reading.tell(
			`${length === 1 ? 'One reply comes' : `${length} replies come`} last and without a depth, because what they answer is not among the posts that were read; a greater Limit may bring it.`,
		);
}
