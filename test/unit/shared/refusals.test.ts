/** What is refused before any request, and how n8n is told what went wrong. */
import { NodeApiError, NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';
import { InputError, XError } from '../../../api/errors/errors';
import { RESOURCES, type Operation } from '../../../connector';
import { repliable } from '../../../connector/shared/can-reply';
import { checkAccess, checkFilter, checkMe } from '../../../host/shared/access';
import { fromLocator } from '../../../host/shared/locator';
import { toNodeError } from '../../../host/shared/node-error';
import type { Session } from '../../../host/session/session';
import { EDITOR, readSettings } from '../../../host/shared/settings';
import { inputError, thrownBy } from '../../support/unwired/surroundings';

const operation = (endpoint: string): Operation => {
	const found = RESOURCES.flatMap(({ operations }) => operations).find((each) => each.endpoint === endpoint);
	if (!found) throw new Error(`There is no operation ${endpoint}`);
	return found;
};
const CREATE = operation('POST /2/tweets');
const node = (type = 'n8n-nodes-x.x') =>
	({ id: '1', name: 'X', type, typeVersion: 1, position: [0, 0] }) as unknown as INode;

describe('an error of X', () => {
	const error = (status: number, problem: Partial<XError['problem']> = {}, context: Partial<XError['context']> = {}) =>
		new XError(
			{ title: 'Refused', detail: 'For a reason.', type: '', ...problem },
			{ endpoint: 'POST /2/tweets', status, ...context },
		);
	const told = (each: XError, by?: Operation, type?: string) => toNodeError(node(type), each, 3, by);

	it("has X's title, what to do next, its status and its item", () => {
		const shown = told(error(404));
		expect(shown).toBeInstanceOf(NodeApiError);
		expect(shown).toMatchObject({
			message: 'Refused',
			description: expect.stringMatching(/^For a reason\. \S/) as string,
			httpCode: '404',
			context: { itemIndex: 3 },
		});
	});

	it('keeps what X said for whoever reads the execution later', () =>
		expect(told(error(404, { type: 'resource-not-found', resourceId: '7' }))).toMatchObject({
			errorResponse: {
				title: 'Refused',
				detail: 'For a reason.',
				type: 'resource-not-found',
				resourceId: '7',
				status: 404,
				endpoint: 'POST /2/tweets',
			},
		}));

	it('has nothing but its own words where there is nothing to add', () => {
		const each = error(404);
		for (const shown of [told(each), told(each, { ...CREATE, notice: undefined })])
			expect(shown.description).toBe(each.description);
		const restricted = error(403);
		expect(told(restricted, { ...CREATE, notice: undefined }).description).toBe(restricted.description);
		expect(told(restricted, { ...CREATE, notice: 'Enterprise only' }).description).toBe(
			`${restricted.description} Mind: Enterprise only.`,
		);
	});

	it('does not suspect what the operation needs where the account or the app is to blame', () => {
		const locked = new XError(
			{ title: '', detail: '', type: '', code: 326 },
			{ endpoint: 'POST /2/tweets', status: 403 },
		);
		expect(told(locked, { ...CREATE, notice: 'Enterprise only' }).description).toBe(locked.description);
	});

	it('without an answer has no status', () => expect((told(error(0)) as NodeApiError).httpCode).not.toBe('0'));

	it('for a rate limit tells n8n when it ends, and the user how to wait where there is an option for it', () => {
		const limit = error(429, {}, { exhausted: { window: '15-minute', resetsAt: 1_777_622_400_000 } });
		const OPTION = 'Wait for Rate Limit (Seconds)';
		expect(told(limit, CREATE).description).toContain(OPTION);
		expect(told(limit, CREATE, 'n8n-nodes-x.xTrigger').description).not.toContain(OPTION);
		expect(told(limit).description).not.toContain(OPTION);
		expect(told(error(429), CREATE).description).not.toContain(OPTION);
		expect(told(limit)).toMatchObject({ failure: { cause: 'rate-limited', resetsAtEpochMs: 1_777_622_400_000 } });
		const guessed = error(429, {}, { exhausted: { window: '15-minute', resetsAt: 1_777_622_400_000, guessed: true } });
		expect(told(guessed)).not.toHaveProperty('failure.resetsAtEpochMs');
	});

	it('for want of a scope names those that were not granted', () => {
		const lacking = error(403, { detail: 'You are not permitted.' }, { missingScopes: ['tweet.write'] });
		expect(told(lacking, CREATE).description).toMatch(/Add tweet\.write to the scopes/);
		const suffices = error(403, { detail: 'You are not permitted.' }, { missingScopes: [] });
		expect(told(suffices, CREATE).description).not.toMatch(/lack|reconnect/i);
	});

	it('repeats what X restricts, as a sentence', () => {
		const restricted = (notice: string) => told(error(403), { ...CREATE, notice }).description;
		for (const notice of ['X has this for Enterprise apps only', 'X has this for Enterprise apps only.'])
			expect(restricted(notice)).toMatch(/X has this for Enterprise apps only\.$/);
		expect(told(error(404), { ...CREATE, notice: 'Enterprise only' }).description).not.toContain('Enterprise');
	});
});

describe('any other error', () => {
	it('of an input says what to do', () =>
		expect(toNodeError(node(), new InputError('It is wrong', 'Do it right.'), 2)).toMatchObject({
			message: 'It is wrong',
			description: 'Do it right.',
			context: { itemIndex: 2 },
		}));

	it('of a tool says all of it in its message, which is what a model is told', () => {
		const shown = (error: Error) => {
			const { message, description } = toNodeError(node('n8n-nodes-x.xTool'), error, 2);
			return [message, description];
		};
		expect(shown(new InputError('It is wrong', 'Do it right.'))).toEqual(['It is wrong. Do it right.', '']);
		expect(shown(new InputError('Is it?', 'Say so.'))).toEqual(['Is it? Say so.', '']);
		expect(shown(new InputError('It is wrong'))[0]).toBe('It is wrong');
		const refused = new XError(
			{ title: 'Refused', detail: 'For a reason.', type: '' },
			{ endpoint: 'POST /2/tweets', status: 404 },
		);
		expect(shown(refused)).toEqual([expect.stringMatching(/^Refused\. For a reason\. \S/), '']);
	});

	it.each([
		['of the node', new NodeOperationError(node(), 'It is wrong')],
		['of an API', new NodeApiError(node(), { message: 'Refused' })],
	])('that n8n knows stays as it is, with its item: one %s', (_, error) => {
		expect(toNodeError(node(), error, 4)).toBe(error);
		expect(error.context.itemIndex).toBe(4);
	});

	it('becomes one of n8n', () => {
		const shown = toNodeError(node(), new Error('broken'), 5);
		expect(shown).toBeInstanceOf(NodeOperationError);
		expect(shown).toMatchObject({ message: 'broken', context: { itemIndex: 5 } });
	});
});

describe('a credential', () => {
	const session = (credential: Session['credential'], missing: string[] = []) =>
		({ credential, missing: () => missing }) as unknown as Session;
	const app = session('xAppBearerApi', ['tweet.write']);
	const user = session('xUserOAuth2Api');
	const access = (each: Session, given: object) => () =>
		checkAccess(CREATE, { ...CREATE, access: given } as Parameters<typeof checkAccess>[1], each);

	it('of an app cannot do what needs an account', () => {
		const error = inputError(access(app, { user: ['tweet.write'] }));
		expect(error.message).toContain(`'${CREATE.displayName}'`);
		expect(error.advice).toContain('OAuth2');
		expect(thrownBy(access(app, { app: true }))).toBeUndefined();
	});

	it('of an account cannot do what X gives to apps only', () => {
		const error = inputError(access(user, { app: true }));
		expect(error.message).toContain(`'${CREATE.displayName}'`);
		expect(error.advice).toContain('Bearer Token');
		expect(thrownBy(access(user, { user: ['tweet.write'] }))).toBeUndefined();
	});

	it('is asked for the scopes of the endpoint', () => {
		const asked: unknown[] = [];
		const asking = { credential: 'xUserOAuth2Api', missing: (scopes: unknown) => (asked.push(scopes), []) };
		checkAccess(CREATE, { ...CREATE, access: { user: ['tweet.write'] } }, asking as unknown as Session);
		expect(asked).toEqual([['tweet.write']]);
	});

	it('that lacks scopes is told which', () => {
		const error = inputError(access(session('xUserOAuth2Api', ['tweet.write', 'media.write']), { user: [] }));
		expect(error.message).toContain('tweet.write, media.write');
		expect(error.advice).toContain(`'${CREATE.displayName}'`);
	});

	it('of an app is nobody in a group of fields, either', () => {
		const account = operation('GET /2/users/{id}/tweets').fields.filter(({ kind }) => kind === 'user');
		const group = { name: 'who', displayName: 'Who', kind: 'group', fields: account };
		const grouped = { fields: [group, { name: 'text', displayName: 'Text', kind: 'text' }] } as unknown as Operation;
		const [{ name }] = account;
		expect(inputError(() => checkMe(grouped, { who: { [name]: 'me' } }, app)).message).toContain("'Me'");
		for (const values of [{ who: { [name]: '@ada' } }, {}, { text: 'me' }])
			expect(thrownBy(() => checkMe(grouped, values, app))).toBeUndefined();
	});

	it('of an app has no account that could reply', () => {
		const check = (values: object, each: Session, filter: object = { filter: repliable }) =>
			checkFilter(filter, values as Parameters<typeof checkFilter>[1], each);
		const on = { [repliable.field.name]: true };
		const error = inputError(() => check(on, app));
		expect(error.message).toBe(`'${repliable.field.displayName}' is not available with a Bearer token`);
		expect(error.advice).toContain('OAuth2');
		for (const allowed of [() => check({}, app), () => check(on, user), () => check(on, app, {})])
			expect(thrownBy(allowed)).toBeUndefined();
	});

	it('of an app is nobody', () => {
		const users = operation('GET /2/users/{id}/tweets');
		const [{ name }] = users.fields.filter(({ kind }) => kind === 'user');
		expect(inputError(() => checkMe(users, { [name]: 'me' }, app)).message).toContain("'Me'");
		expect(inputError(() => checkMe(users, { [name]: 'me' }, app)).advice).toContain('OAuth2');
		expect(thrownBy(() => checkMe(users, { [name]: '@ada' }, app))).toBeUndefined();
		expect(thrownBy(() => checkMe(users, { [name]: 'me' }, user))).toBeUndefined();
	});
});

describe('a resource locator', () => {
	it.each([
		['a handle of digits', { mode: 'username', value: '42' }, '@42'],
		['a handle of digits, as a number', { mode: 'username', value: 42 }, '@42'],
		['a handle that is a word elsewhere', { mode: 'username', value: ' me ' }, '@me'],
		['what is no handle', { mode: 'username', value: 'https://x.com/ada' }, 'https://x.com/ada'],
		['nothing yet', { mode: 'username', value: undefined }, undefined],
		['an ID', { mode: 'id', value: '42' }, '42'],
		['no locator', { mode: 'id' }, { mode: 'id' }],
		['no locator either', { value: '42' }, { value: '42' }],
		['text', '42', '42'],
		['nothing', null, null],
	])('holds %s', (_, raw, value) => expect(fromLocator({ kind: 'user' }, raw)).toEqual(value));

	it('is one only where the panel draws one', () => {
		const raw = { mode: 'id', value: '42' };
		expect((['post', 'user', 'object'] as const).map((kind) => fromLocator({ kind }, raw))).toEqual(['42', '42', '42']);
		expect(fromLocator({ kind: 'json' }, raw)).toBe(raw);
	});
});

describe('settings', () => {
	const SEARCH = operation('GET /2/tweets/search/recent');

	it('are the usual ones where none was added: writes fail when a limit ends them, and nothing limits the money', () => {
		expect(readSettings(CREATE, {})).toEqual({
			waitForLimit: 60,
			parallel: 5,
			spendingLimit: Infinity,
			cutShort: 'fail',
			addCost: false,
		});
		expect(readSettings(SEARCH, {}).cutShort).toBe('keep');
	});

	it('are those that the user gave', () =>
		expect(
			readSettings(SEARCH, { waitForLimit: '900', parallel: 3, spendingLimit: 0, cutShort: 'fail', addCost: true }),
		).toEqual({ waitForLimit: 900, parallel: 3, spendingLimit: 0, cutShort: 'fail', addCost: true }));

	it('keep the number of requests side by side within bounds', () => {
		expect([1, 20].map((parallel) => readSettings(SEARCH, { parallel }).parallel)).toEqual([1, 20]);
		for (const parallel of [0, 21])
			expect(inputError(() => readSettings(SEARCH, { parallel })).message).toContain('Parallel Requests');
	});

	it.each([
		[{ waitForLimit: -1 }, 'Wait for Rate Limit'],
		[{ waitForLimit: Infinity }, 'Wait for Rate Limit'],
		[{ waitForLimit: 'soon' }, 'Wait for Rate Limit'],
		[{ waitForLimit: ' ' }, 'Wait for Rate Limit'],
		[{ waitForLimit: undefined }, 'Wait for Rate Limit'],
		[{ parallel: NaN }, 'Parallel Requests'],
		[{ spendingLimit: null }, 'Spending Limit'],
	])('that are no number are refused: %j', (limits, name) => {
		const error = inputError(() => readSettings(SEARCH, limits as IDataObject));
		expect(error.message).toContain(`'${name}`);
		expect(error.advice).not.toBe('');
	});

	it('of the editor wait for no limit', () => expect(EDITOR).toMatchObject({ waitForLimit: 0, cutShort: 'fail' }));
});
