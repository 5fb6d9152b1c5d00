/** What the engine really sends for every row, judged by X's specification. */
import type { EndpointName, Parts, XClient } from '../../api/client/call';
import { toRequest } from '../../api/client/client';
import { createLedger, ofRun } from '../../api/write/ledger';
import { createMeter } from '../../api/money/meter';
import type { MediaKind } from '../../api/media/file';
import { specSource } from '../../contract';
import { AGREED, SENT_BY_CODE } from '../../contract/exceptions';
import { RESOURCES, type Operation, type Values } from '../../connector';
import { answerLookups } from '../../host/action/lookups';
import { answerOne } from '../../host/action/answer';
import type { Session } from '../../host/session/session';
import type { OutputOptions } from '../../host/shared/types';
import { loadSpec } from '../../sandbox/spec/load';
import { Spec } from '../../sandbox/spec/spec';
import { smallChats } from '../support/chat-xdk/small-chats';
import { valuesOf } from '../support/inputs/values';
import { describeWith, SOURCE } from './support';

interface Sent {
	endpoint: EndpointName;
	parts: Parts;
}

let judge: Spec;
const ME = '2244994945';

/** Names of what a request carries: `query.max_results`, `body.reply.in_reply_to_tweet_id`. */
function partsOf({ parts: { query = {}, body = {}, multipart } }: Sent): string[] {
	const inside = (value: unknown, at: string): string[] => [
		at,
		...(typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.entries(value).flatMap(([name, inner]) => inside(inner, `${at}.${name}`))
			: []),
	];
	return [
		...Object.keys(query).map((name) => `query.${name}`),
		...Object.entries(body).flatMap(([name, value]) => inside(value, `body.${name}`)),
		...(multipart ? [...Object.keys(multipart.fields), 'media'] : []).map((name) => `body.${name}`),
	];
}

/** What X would object to. */
function problems({ endpoint, parts }: Sent): string[] {
	const { path, body, multipart } = toRequest(endpoint, parts);
	const files = { media: { path: '', size: 1, sha256: '', contentType: '' } };
	const received = multipart
		? { kind: 'multipart' as const, contentType: 'multipart/form-data', value: { ...multipart.fields }, files }
		: {
				kind: body ? ('json' as const) : ('none' as const),
				contentType: body ? 'application/json' : '',
				value: body,
				files: {},
			};
	return judge.checkRequest(endpoint, parts.path ?? {}, new URLSearchParams(path.split('?')[1] ?? ''), received);
}

/** Answers of which the next request is made; samples have no real values. */
const ANSWERS: Readonly<Record<string, Record<string, unknown>>> = {
	'GET /2/media/upload': { data: { id: '1849000000000000001' } },
	'GET /2/broadcasts/scheduled/{id}': {
		data: {
			chat_option: '1',
			scheduled_broadcast_id: '1849000000000000000',
			scheduled_end_ms: '1777712400000',
			scheduled_start_ms: '1777708800000',
			title: 'Release party',
		},
	},
};

/** The message that the row's values name. */
const chat = smallChats(ME, '2');

/** A session that answers with samples of X's specification and keeps what was sent. */
function recording(): { session: Session; sent: Sent[] } {
	const sent: Sent[] = [];
	let now = Date.parse('2026-05-01T08:00:00Z');
	const client: XClient = {
		afford: () => undefined,
		call: async (endpoint, parts = {}) => {
			sent.push({ endpoint, parts });
			return (
				chat.answers[endpoint]?.(parts) ?? ANSWERS[endpoint] ?? (judge.sample(endpoint).body as Record<string, unknown>)
			);
		},
		wait: async () => undefined,
		now: () => (now += 60_000),
		xTime: (ms) => ms,
	};
	// Each account has an ID of its own.
	const ids = new Map<string, string>();
	const idOf = (key: string): string => {
		ids.set(key, ids.get(key) ?? String(BigInt(ME) + BigInt(ids.size)));
		return String(ids.get(key));
	};
	const directory = { learn: async () => undefined, id: idOf, learnt: () => ({}), recall: () => undefined };
	const settings = { waitForLimit: 0, parallel: 1, spendingLimit: Infinity, cutShort: 'keep' as const, addCost: false };
	const session: Session = {
		settings,
		client,
		meter: createMeter(() => undefined),
		directory,
		me: async () => ME,
		account: { known: {}, ask: async () => ({ id: ME }) },
		plain: async () => '',
		credential: 'xUserOAuth2Api',
		inUse: { kind: 'user', revoke: async () => [] },
		chatKeys: chat.chatKeys,
		baseUrl: 'https://api.x.com',
		owner: 'the test',
		ledger: ofRun(createLedger()),
		missing: () => [],
	};
	return { session, sent };
}

/** Writes that nothing is known of. */
const unremembered = {
	ledger: ofRun(createLedger()),
	single: () => ({ note: () => undefined }),
	chain: () => ({ earlier: [], note: () => undefined }),
};

/** Runs one operation for one item, as a lookup where it has one; `failure` is what it threw. */
async function run(
	operation: Operation,
	values: Values,
	outputOptions: OutputOptions,
): Promise<{ sent: Sent[]; failure?: unknown }> {
	const { session, sent } = recording();
	const item = { itemIndex: 0, values, outputOptions };
	const carriedOut = operation.batch
		? answerLookups(operation, operation.batch, [item], session, false)
		: answerOne(operation, item, session, {
				writes: unremembered,
				download: async () => ({ mimeType: 'image/png' }),
			});
	// A sample is no answer of X: what a function makes of it does not matter here, what it sent until then does.
	return await carriedOut.then(
		() => ({ sent }),
		(failure: unknown) => ({ sent, failure }),
	);
}

/** What users write as JSON is their own. */
const ownJson = ({ fields }: Operation) =>
	fields.flatMap(({ kind, to }) =>
		kind === 'json' && to?.startsWith('body.') ? to.slice('body'.length).replace(/\./g, '/') : [],
	);

/** Each way an operation can go: everything and the least, every choice of its other endpoint, every kind of file. */
function ways(operation: Operation): Way[] {
	const { instead, fields } = operation;
	const all = waysBy(operation, instead?.field);
	if (all.length > 0) return all;
	// Everything at once is refused by a row whose fields exclude one another: its choices are tried one by one.
	const deciding = fields.find(({ name }) => fields.some(({ showFor = {} }) => name in showFor));
	return waysBy(operation, deciding?.name);
}

interface Way {
	values: Values;
	outputOptions: OutputOptions;
}

function waysBy(operation: Operation, decidedBy: string | undefined): Way[] {
	const { fields } = operation;
	const control = fields.find(({ name }) => name === decidedBy);
	const choices: Values[] = control?.choices ? control.choices.map(({ value }) => ({ [control.name]: value })) : [{}];
	const files = fields.some(({ kind }) => kind === 'media' || kind === 'file')
		? (['image', 'gif', 'video', 'subtitles'] as const satisfies readonly MediaKind[])
		: (['image'] as const);
	const all = choices.flatMap((given) =>
		files.flatMap((media) =>
			[true, false].map((everything) => ({
				values: accepted(operation, {
					...valuesOf(operation, everything, media, given),
					...(media === 'subtitles' ? switchedOff(operation) : {}),
				}),
				outputOptions: { limit: 5, output: everything ? ('full' as const) : ('simplified' as const), select: {} },
			})),
		),
	);
	return all.filter(({ values }) => passes(operation, values));
}

/** A switch may lead to another endpoint, so one of the ways has none. */
const switchedOff = ({ fields }: Operation): Values =>
	Object.fromEntries(fields.filter(({ kind }) => kind === 'boolean').map(({ name }) => [name, undefined]));

/** Values that the row refuses beside those that come before them are left out, unless they are required. */
function accepted(operation: Operation, values: Values): Values {
	if (passes(operation, values)) return values;
	const required = new Set(operation.fields.flatMap((field) => (field.required ? [field.name] : [])));
	let some: Values = {};
	for (const [name, value] of Object.entries(values)) {
		const more = { ...some, [name]: value };
		if (required.has(name) || passes(operation, more) || !passes(operation, some)) some = more;
	}
	return some;
}

/** What the row itself refuses is never sent: a message without text and file, for instance. */
function passes(operation: Operation, values: Values): boolean {
	try {
		operation.check?.(values);
		return true;
	} catch {
		return false;
	}
}

/** Calls that X documents elsewhere: its specification cannot judge them. */
const isOutsideSpec = (endpoint: string): boolean =>
	Object.keys(AGREED[endpoint] ?? {}).some((text) => text.startsWith('the spec has no such endpoint'));

describeWith(SOURCE, "X's specification", 'X takes what is sent by', () => {
	const rows = RESOURCES.flatMap(({ displayName, operations }) =>
		operations
			.filter(({ offline, endpoint }) => !offline && !isOutsideSpec(endpoint))
			.map((operation) => [`${displayName}: ${operation.displayName}`, operation] as const),
	);
	const seen = new Set<string>();
	beforeAll(async () => {
		const document = await loadSpec(specSource());
		if (!document) throw new Error('The specification cannot be read');
		judge = new Spec(document);
	});

	it.each(rows)('%s', async (_name, operation) => {
		const sent: Sent[] = [];
		for (const { values, outputOptions } of ways(operation)) {
			const outcome = await run(operation, values, outputOptions);
			if (outcome.sent.length === 0) throw outcome.failure ?? new Error('Nothing was sent');
			sent.push(...outcome.sent);
		}
		for (const each of sent) for (const part of partsOf(each)) seen.add(`${each.endpoint} ${part}`);
		expect(sent.length).toBeGreaterThan(0);
		expect(
			[...new Set(sent.flatMap(problems))].filter(
				(problem) => !ownJson(operation).some((path) => problem.includes(`body ${path}`)),
			),
		).toEqual([]);
	});

	it('the functions of operations, all of what the contract says they send', () => {
		const said = Object.entries(SENT_BY_CODE).flatMap(([endpoint, parts]) =>
			Object.keys(parts).map((part) => `${endpoint} ${part}`),
		);
		expect(said.filter((each) => !seen.has(each))).toEqual([]);
	});
});
