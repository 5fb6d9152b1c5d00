/** What needs all items of a run: one that would be done twice, users that X does not know, threads as a whole. */
import { InputError } from '../../../../api/errors/errors';
import { failure, success, type Outcome } from '../../../../api/errors/outcome';
import type { Operation } from '../../../../connector';
import { checkTogether } from '../../../../host/action/input/check-together';
import type { Session } from '../../../../host/session/session';
import type { CheckedItem } from '../../../../host/shared/types';
import { OPERATIONS, operationOf } from '../../../support/unwired/writing';

const LONG = 'x'.repeat(281);
const INVALID = new InputError('Invalid', 'Correct it.');

/** An account without Premium; users by handle, those with a number are there. */
function sessionOf() {
	const learnt: string[] = [];
	let asked = 0;
	const session = {
		directory: {
			learn: async (keys: readonly string[]) => await Promise.resolve(void learnt.push(...keys)),
			id: (key: string) => {
				const [id] = /\d+/.exec(key) ?? [];
				if (!id) throw new InputError(`There is no ${key}`, 'Check it.');
				return id;
			},
			learnt: () => (learnt.includes('me') ? { me: '1' } : {}),
		},
		account: {
			known: {},
			ask: async () => {
				asked++;
				return await Promise.resolve({ id: '1', premium: false, subscription_type: 'None' });
			},
		},
	} as unknown as Session;
	return { session, learnt, asked: () => asked };
}

const itemsOf = (all: ReadonlyArray<CheckedItem['values'] | Error>): Array<Outcome<CheckedItem>> =>
	all.map((values, itemIndex) =>
		values instanceof Error
			? failure(values)
			: success({ itemIndex, values, outputOptions: { limit: 1, output: 'simplified', select: {} } } as CheckedItem),
	);

/** The message of each item that was refused, by index. */
async function refused(operation: Operation, all: Parameters<typeof itemsOf>[0], stopAtFirst = false) {
	const items = itemsOf(all);
	const checked = await checkTogether(operation, items, sessionOf().session, stopAtFirst);
	expect(checked).toHaveLength(all.length);
	for (const [i, each] of checked.entries()) if (each.ok) expect(each).toBe(items[i]);
	return checked.map((each) => (each.ok ? undefined : (each.error as Error).message));
}

describe('What X takes once', () => {
	it('is refused of the items after the first that has it', async () => {
		const texts = ['One', 'Two', 'One', 'One', 'Three'].map((text) => ({ text }));
		const same = 'Another item of this run (item 0) has the same text';
		expect(await refused(OPERATIONS.post, texts)).toEqual([undefined, undefined, same, same, undefined]);
	});

	it('is no matter where the operation may be repeated, or the item is', async () => {
		expect(
			await refused(OPERATIONS.toUser, [
				{ user: '1', text: 'a' },
				{ user: '1', text: 'a' },
			]),
		).toEqual([undefined, undefined]);
		const promoted = { text: 'One', promotedOnly: true };
		expect(await refused(OPERATIONS.post, [promoted, promoted])).toEqual([undefined, undefined]);
	});

	it('is refused of all items of a thread', async () => {
		const part = (text: string, replyTo?: string) => ({ source: 'items', text, replyTo });
		const thread = { source: 'parts', parts: [{ text: 'One' }] };
		const all = [thread, part('One'), part('Two'), { source: 'parts', parts: [{ text: 'Other' }] }];
		const [first, ...others] = await refused(OPERATIONS.thread, all, true);
		expect(first).toBeUndefined();
		expect(others).toEqual([expect.stringContaining('(item 0)'), expect.stringContaining('(item 0)'), undefined]);
	});

	it('does not concern an item that is not carried out', async () => {
		const valid = await refused(OPERATIONS.post, [INVALID, { text: 'One' }, { text: 'One' }]);
		expect(valid).toEqual(['Invalid', undefined, expect.stringContaining('(item 1)')]);
	});
});

describe('Users', () => {
	const FOLLOW = operationOf('user', 'follow');

	it('that X does not know are told before anything is done, of all items at once', async () => {
		const { session, learnt } = sessionOf();
		const items = itemsOf([{ user: '@a2' }, { user: '@b' }, INVALID, { user: '3' }]);
		const checked = await checkTogether(FOLLOW, items, session, false);
		expect(checked.map(({ ok }) => ok)).toEqual([true, false, false, true]);
		expect(checked[1]).toMatchObject({ error: { message: 'There is no @b' } });
		expect(learnt).toEqual(['@a2', '@b', '3', 'me']);
	});

	it.each<[string, Operation, CheckedItem['values'], string[]]>([
		['what an account does to another one', operationOf('user', 'follow'), { user: '7' }, ['7', 'me']],
		['a post, which has no user to act upon', operationOf('post', 'like'), { post: '1' }, []],
		['a list of an account', operationOf('list', 'getOwned'), { user: '7' }, ['7']],
		['a user that may be anybody', operationOf('list', 'addMember'), { user: '7' }, ['7']],
		[
			'a group, whose own member X adds',
			operationOf('directMessage', 'createGroup'),
			{ participants: ['7', '8'] },
			['7', '8'],
		],
		['messages, which take no own ID', operationOf('directMessage', 'block'), { user: '7' }, ['7']],
	])(
		'are asked for with the own account only where that is part of the request: %s',
		async (_, operation, values, keys) => {
			const { session, learnt } = sessionOf();
			await checkTogether(operation, itemsOf([values]), session, false);
			expect(learnt).toEqual(keys);
		},
	);

	it('are others than the account itself', async () => {
		expect(await refused(FOLLOW, [{ user: '@a2' }, { user: '@a1' }])).toEqual([
			undefined,
			"'User' is the connected account itself",
		]);
	});

	it('are enough different ones', async () => {
		const participants = (...keys: string[]) => ({ participants: keys, text: 'a' });
		const group = [participants('@a1', '@b2'), participants('@a1', '1')];
		expect(await refused(OPERATIONS.group, group)).toEqual([
			undefined,
			"'Participants': some of these are the same account",
		]);
	});

	it('of a lookup are its own matter', async () => {
		const { session, learnt } = sessionOf();
		const items = itemsOf([{ user: '@b' }]);
		expect(await checkTogether(operationOf('user', 'get'), items, session, true)).toEqual(items);
		expect(learnt).toEqual([]);
	});
});

describe('Items that are one', () => {
	const part = (text: string, more: object = {}) => ({ source: 'items', text, ...more });

	it('are checked as one', async () => {
		const ids = Array.from({ length: 3 }, (_, i) => String(i));
		const both = [{ media: { files: [], ids } }, { media: { files: [], ids } }];
		expect(await refused(OPERATIONS.thread, [part('One'), part(''), part('Three')], true)).toEqual(
			Array(3).fill(expect.any(String)),
		);
		expect(await refused(OPERATIONS.thread, [part('One'), part('Two', both[0])], true)).toEqual([undefined, undefined]);
	});

	it('are fit for the account as one: all of them are refused, and none of the others', async () => {
		const other = { source: 'parts', parts: [{ text: 'Fine' }] };
		const messages = await refused(OPERATIONS.thread, [part('One'), part(LONG), other], true);
		expect(messages).toEqual([expect.any(String), messages[0], undefined]);
	});

	it('are published as a whole or not at all where the other items go on', async () => {
		const other = { source: 'parts', parts: [{ text: 'Fine' }] };
		const items = [part('One'), INVALID, part('Two', { replyTo: '9' }), other];
		const held = 'Not published, because another item of the thread cannot be';
		expect(await refused(OPERATIONS.thread, items)).toEqual([held, 'Invalid', held, undefined]);
		const [first] = await checkTogether(OPERATIONS.thread, itemsOf(items), sessionOf().session, false);
		expect(first).toMatchObject({ error: { advice: expect.stringContaining('Correct or remove the item') } });
		expect(await refused(OPERATIONS.thread, items, true)).toEqual([undefined, 'Invalid', undefined, undefined]);
		expect(await refused(OPERATIONS.thread, [part('One'), part('Two'), other])).toEqual(Array(3).fill(undefined));
	});

	it('need no check of their own', async () => {
		const ids = ['1', '2'].map((id) => ({ job: '7', ids: [id] }));
		expect(await refused(operationOf('complianceJob', 'uploadIds'), ids)).toEqual([undefined, undefined]);
	});

	it('are no matter where each item is its own', async () =>
		expect(await refused(OPERATIONS.post, [{ text: 'One' }, INVALID])).toEqual([undefined, 'Invalid']));
});

describe('What the account may do', () => {
	it('is asked of each item, and refused of the item alone', async () => {
		const { session, asked } = sessionOf();
		const items = itemsOf([{ text: LONG }, { text: 'Short' }, INVALID]);
		const checked = await checkTogether(OPERATIONS.post, items, session, false);
		expect(checked.map(({ ok }) => ok)).toEqual([false, true, false]);
		expect(checked[2]).toEqual(failure(INVALID));
		expect(asked()).toBeGreaterThan(0);
	});

	it('is asked of nothing where that does not decide', async () => {
		const { session, asked } = sessionOf();
		await checkTogether(OPERATIONS.post, itemsOf([{ text: 'Short' }]), session, false);
		await checkTogether(operationOf('user', 'follow'), itemsOf([{ user: '1' }]), session, false);
		expect(asked()).toBe(0);
	});
});
