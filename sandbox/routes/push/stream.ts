import type { Answer, Call, Routes } from '../../context';
import { invalidRequest, problemType, XError } from '../../http/errors';
import { page } from '../../http/paging';
import type { StreamRule } from '../../stream/stream';

const view = ({ id, value, tag }: StreamRule) => ({ id, value, ...(tag ? { tag } : {}) });

interface Change {
	add?: Array<{ value: string; tag?: string }>;
	delete?: { ids?: string[]; values?: string[] };
}

/** The parser's complaint about a rule. */
function complaint(call: Call, value: string): string | undefined {
	try {
		call.ctx.stream.parse(value);
		return undefined;
	} catch (error) {
		const { errors = [] } = (error as XError).body as { errors?: Array<{ message: string }> };
		return errors.map(({ message }) => message).join(' ') || 'The rule is not valid.';
	}
}

function addRules(call: Call, add: NonNullable<Change['add']>, dryRun: boolean): Answer {
	const { stream, clock } = call.ctx;
	const data: StreamRule[] = [];
	const errors: unknown[] = [];
	for (const { value, tag } of add) {
		const twin = [...stream.rules.values(), ...data].find((rule) => rule.value === value);
		const wrong = complaint(call, value);
		if (twin) errors.push({ value, id: twin.id, title: 'DuplicateRule', type: problemType('duplicate-rules') });
		else if (wrong)
			errors.push({
				value,
				details: [wrong],
				detail: wrong,
				title: 'UnprocessableEntity',
				type: problemType('invalid-rules'),
			});
		else if (stream.rules.size + data.length >= stream.settings.mostRules)
			errors.push({
				value,
				title: 'RulesCapExceeded',
				detail: `${stream.settings.mostRules} rules are allowed`,
				type: problemType('rule-cap'),
			});
		else data.push({ id: stream.id(), value, ...(tag ? { tag } : {}), query: stream.parse(value) });
	}
	if (!dryRun) for (const rule of data) stream.rules.set(rule.id, rule);
	const summary = { created: data.length, not_created: errors.length, valid: data.length, invalid: errors.length };
	return {
		body: {
			...(data.length > 0 ? { data: data.map(view) } : {}),
			meta: { sent: clock.iso(), summary },
			...(errors.length > 0 ? { errors } : {}),
		},
	};
}

function deleteRules(
	call: Call,
	{ ids = [], values = [] }: NonNullable<Change['delete']>,
	all: boolean,
	dryRun: boolean,
): Answer {
	const { stream, clock } = call.ctx;
	const gone = [...stream.rules.values()].filter(({ id, value }) => all || ids.includes(id) || values.includes(value));
	if (!dryRun) for (const { id } of gone) stream.rules.delete(id);
	const summary = { deleted: gone.length, not_deleted: all ? 0 : ids.length + values.length - gone.length };
	return { body: { meta: { sent: clock.iso(), summary } } };
}

export const streams: Routes = {
	'GET /2/tweets/search/stream': (call) => {
		call.ctx.stream.admit(call);
		return { body: undefined, stream: (res) => call.ctx.stream.connect(call, res) };
	},

	'GET /2/tweets/search/stream/rules': (call) => {
		const ids = call.query.ids?.split(',');
		const rules = [...call.ctx.stream.rules.values()].reverse().filter(({ id }) => !ids || ids.includes(id));
		const { items, meta } = page(call, rules, { min: 1, max: 1000, standard: 1000 });
		return {
			body: { ...(items.length > 0 ? { data: items.map(view) } : {}), meta: { sent: call.ctx.clock.iso(), ...meta } },
		};
	},

	'POST /2/tweets/search/stream/rules': (call) => {
		const { add, delete: remove } = (call.received.value ?? {}) as Change;
		const [dryRun, all] = [call.query.dry_run === 'true', call.query.delete_all === 'true'];
		if ([add, remove, all || undefined].filter(Boolean).length !== 1)
			throw invalidRequest({ message: 'Exactly one of add, delete and delete_all is required' });
		return add ? addRules(call, add, dryRun) : deleteRules(call, remove ?? {}, all, dryRun);
	},

	'GET /2/connections': (call) => {
		const { stream, activity } = call.ctx;
		const named = { filtered_stream: stream.connections, activity_stream: activity.stream.connections };
		const data = Object.entries(named).flatMap(([endpoint_name, connections]) =>
			[...connections].map(({ id, connectedAt }) => ({
				id,
				endpoint_name,
				connected_at: new Date(connectedAt).toISOString(),
				client_ip: '127.0.0.1',
			})),
		);
		return { body: { data, meta: { result_count: data.length } } };
	},

	'DELETE /2/connections/{endpoint_id}': (call) => {
		const successful_kills = call.params.endpoint_id === 'filtered_stream' ? call.ctx.stream.connections.size : 0;
		if (successful_kills > 0) call.ctx.stream.cut('end');
		return { body: { data: { results: [], successful_kills, failed_kills: 0 } } };
	},
};
