/** Which faults mend themselves, so that a trigger waits instead of giving up. */
import { XError } from '../../../api/errors/errors';
import type { CallContext } from '../../../api/errors/problem';
import { isPassing, isStartedByN8n } from '../../../host/session/passing';

const error = (status: number, more: Partial<CallContext> = {}, type: XError['problem']['type'] = '') =>
	new XError({ title: 'Refused', detail: '', type }, { endpoint: 'GET /2/tweets', status, ...more });

it.each<[string, unknown]>([
	['no answer', error(0)],
	['a fault of X', error(500)],
	['a gateway without an answer', error(504)],
	['too many requests', error(429)],
	['a limit that is used up', error(200, { exhausted: { window: '15-minute', resetsAt: 1 } })],
])('%s passes', (_, each) => expect(isPassing(each)).toBe(true));

it.each<[string, unknown]>([
	['a host that has another certificate', error(0, { lasting: true })],
	['a credential that is not connected', error(503, { lasting: true })],
	["the user's own spending limit", error(0, {}, 'spending-limit')],
	['a token that X does not accept', error(401)],
	['no credits', error(402)],
	['a refusal', error(403)],
	['an error of another kind', new Error('no')],
	['nothing', undefined],
])('%s does not', (_, each) => expect(isPassing(each)).toBe(false));

it.each([
	['init', true],
	['leadershipChange', true],
	['activate', false],
	['update', false],
	['manual', false],
] as const)('activated by %s: by n8n itself is %j', (mode, is) =>
	expect(isStartedByN8n({ getActivationMode: () => mode })).toBe(is),
);
