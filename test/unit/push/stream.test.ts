import type { Problem, ProblemType } from '../../../api/errors/problem';
import {
	afterCut,
	createLines,
	isTooManyConnections,
	PACE,
	readLine,
	type Cut,
	type Waiting,
} from '../../../api/push/stream';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('lines', () => {
	it('come whole however they were cut, and signs of life are none', () => {
		const whole = bytes('{"data":{"id":"1","text":"🐢 ż"}}\r\n\r\n{"data":{"id":"2"}}\r\n{"da');
		for (let size = 1; size <= whole.length; size++) {
			const lines = createLines();
			const got: string[] = [];
			for (let at = 0; at < whole.length; at += size) got.push(...lines(whole.slice(at, at + size)));
			expect(got).toEqual(['{"data":{"id":"1","text":"🐢 ż"}}', '{"data":{"id":"2"}}']);
		}
	});
});

it('lines may end without a carriage return, and hold nothing but spaces', () =>
	expect(createLines()(bytes('{"data":1}\n \t\n\r\n{"data":2}\r\n'))).toEqual(['{"data":1}', '{"data":2}']));

describe('messages', () => {
	it('are posts of no rule where X names none', () => {
		for (const line of ['{"data":{"id":"1"}}', '{"data":{"id":"1"},"matching_rules":"none"}'])
			expect(readLine(line)).toMatchObject({ match: { id: '1', rules: [] } });
	});
	it('are posts with the rules they match', () =>
		expect(readLine('{"data":{"id":"1"},"matching_rules":[{"id":"7","tag":"cats"}]}')).toMatchObject({
			match: { id: '1', rules: [{ id: '7', tag: 'cats' }] },
		}));
	it('are posts of the rules that can be told apart, whatever X writes', () =>
		expect(
			readLine('{"data":{"id":1},"matching_rules":[{"id":7,"tag":null},{"tag":"dogs"},null,"8",{"id":"9","tag":5}]}'),
		).toEqual({ match: expect.objectContaining({ id: '1', rules: [{ id: '7' }, { id: '9' }] }) }));
	it('are posts beside whose data something was missing', () =>
		expect(readLine('{"data":{"id":"1"},"errors":[{"title":"Not Found Error"}]}')).toMatchObject({
			match: { id: '1' },
		}));
	it('are notices of a disconnect', () =>
		expect(
			readLine(
				'{"errors":[{"title":"operational-disconnect","disconnect_type":"UpstreamOperationalDisconnect","detail":"This stream has been disconnected upstream for operational reasons.","type":"https://api.x.com/2/problems/operational-disconnect"}]}',
			),
		).toMatchObject({ disconnect: { type: 'operational-disconnect' } }));
	it.each(['{"something":"new"}', 'no JSON', '[]', 'null', '7', '"data"', '{"data":7}', '{"data":null}'])(
		'%s is tolerated',
		(line) => expect(readLine(line)).toEqual({ unknown: true }),
	);
});

describe('the back-off of X', () => {
	const waits = (cuts: Cut[]) => {
		let waiting: Waiting = { times: 0 };
		return cuts.map((cut) => {
			const next = afterCut(waiting, cut, PACE);
			waiting = next.waiting;
			return next.ms;
		});
	};
	const times = (cut: Cut, n: number) => Array.from({ length: n }, () => cut);

	it('grows by 250 ms up to 16 s after network faults', () => {
		expect(waits(times('network', 4))).toEqual([250, 500, 750, 1000]);
		expect(waits(times('network', 70)).at(-1)).toBe(16_000);
	});
	it('doubles from 5 s up to 320 s after HTTP errors', () =>
		expect(waits(times('http', 8))).toEqual([5, 10, 20, 40, 80, 160, 320, 320].map((s) => s * 1000)));
	it('doubles from 60 s after 429', () => expect(waits(times('limit', 3))).toEqual([60_000, 120_000, 240_000]));
	it('starts anew when something else happens', () =>
		expect(waits(['http', 'http', 'network', 'http'])).toEqual([5_000, 10_000, 250, 5_000]));
});

describe('too many connections', () => {
	const problem = (title: string, detail: string, type: ProblemType): Problem => ({ title, detail, type });
	it("is told by the issue, or by X's words", () => {
		expect(
			isTooManyConnections(problem('ConnectionException', '', 'streaming-connection'), {
				connection_issue: 'TooManyConnections',
			}),
		).toBe(true);
		expect(
			isTooManyConnections(
				problem(
					'ConnectionException',
					'This stream is currently at the maximum allowed connection limit.',
					'streaming-connection',
				),
				{},
			),
		).toBe(true);
		const limit = (detail: string, type: ProblemType, body?: unknown) =>
			isTooManyConnections(problem('Too Many Requests', detail, type), body);
		expect(limit('Too Many Requests', '', {})).toBe(false);
		expect(limit('Too Many Requests', '', undefined)).toBe(false);
		expect(limit('Too many requests', 'streaming-connection', 'text')).toBe(false);
		expect(limit('The connection was closed.', 'streaming-connection')).toBe(false);
		expect(limit('Too many connections', '')).toBe(false);
	});
});
