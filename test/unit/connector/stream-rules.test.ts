/** What X's answer to a change of the rules says: what is done, what is refused, and what is neither. */
import { send } from '../../../connector/resources/stream-rule/calls';
import { fakeClient, xRejection } from '../../support/unwired/surroundings';

const ADD = { add: [{ value: 'cat' }] };
const DELETE = { delete: { ids: ['12'] } };
const sent = async (body: Record<string, unknown>, answer: object) =>
	await send({ client: fakeClient(() => answer as never).client, query: {} }, body);

it.each<[string, Record<string, unknown>, object]>([
	['a rule without an ID', ADD, { data: [{ value: 'cat' }] }],
	['nothing of an added rule', ADD, { meta: { sent: '2026-05-01T08:00:00Z' } }],
	['that nothing came of it', ADD, { meta: { summary: { created: 0 } } }],
	['nothing of a deleted rule', DELETE, { meta: { summary: {} } }],
	['that none is deleted', DELETE, { meta: { summary: { deleted: 0 } } }],
	['nothing of all rules', {}, { meta: { sent: '2026-05-01T08:00:00Z' } }],
])('is not done where X answers with %s', async (_, body, answer) => {
	const error = await xRejection(sent(body, answer));
	expect(error).toMatchObject({ problem: { type: 'unconfirmed' }, context: { outcomeUnknown: true } });
	expect(error.description).toMatch(/'Get Many' shows the rules/);
});

it.each<[string, Record<string, unknown>, object, unknown]>([
	['the rule is there', ADD, { data: [{ id: '1', value: 'cat' }] }, [{ id: '1', value: 'cat' }]],
	['the rule is no list', ADD, { data: { id: '1', value: 'cat' } }, { id: '1', value: 'cat' }],
	['added rules are counted', ADD, { meta: { summary: { created: 1 } } }, { created: 1 }],
	[
		'deleted rules are counted',
		DELETE,
		{ meta: { summary: { deleted: 1, not_deleted: 0 } } },
		{ deleted: 1, not_deleted: 0 },
	],
	['there were none', {}, { meta: { summary: { deleted: 0 } } }, { deleted: 0 }],
])('is done where %s', async (_, body, answer, data) => expect((await sent(body, answer)).data).toEqual(data));
