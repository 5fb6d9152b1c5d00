import fc from 'fast-check';
import { bounds } from '../../../connector/fields';
import { fields } from '../../../connector/types';
import { idAt } from '../../../api/polling/watermark';
import {
	ARCHIVE_TIMES,
	COUNTED_TIMES,
	RECENT_TIMES,
	TIMELINE_TIMES,
	withinTimes,
} from '../../../connector/shared/times';
import { InputError } from '../../../api/errors/errors';

const NOW = Date.parse('2026-05-01T08:00:00Z');
const drawAll = (query: Record<string, unknown>, times = RECENT_TIMES) => {
	const asked: Record<string, unknown> = { query: 'n8n', ...query };
	const { request, note } = withinTimes({ query: asked }, bounds, times, NOW);
	return { query: request.query, note };
};
const draw = (start_time?: string, end_time?: string, times = RECENT_TIMES) =>
	drawAll({ ...(start_time ? { start_time } : {}), ...(end_time ? { end_time } : {}) }, times);

describe('times of a request', () => {
	it('are drawn in to what X takes, and the note says so', () => {
		const { query, note } = draw('2026-04-24T08:00:00Z', '2026-05-01T08:00:00Z');
		expect(query).toEqual({ query: 'n8n', start_time: '2026-04-24T08:01:00Z', end_time: '2026-05-01T07:59:50Z' });
		expect(note).toMatch(/'Start Time' to 2026-04-24T08:01:00Z.*'End Time' to 2026-05-01T07:59:50Z.*10 seconds/);
	});

	it.each([
		['within the week', draw('2026-04-25T00:00:00Z', '2026-05-01T00:00:00Z')],
		['none', draw()],
		['of the archive', draw('2010-01-01T00:00:00Z', '2011-01-01T00:00:00Z', ARCHIVE_TIMES)],
		[
			'of a timeline, with an end that is still to come',
			draw('2026-04-01T00:00:00Z', '2027-01-01T00:00:00Z', TIMELINE_TIMES),
		],
	])('stay as they are: %s', (_what, { note }) => expect(note).toBeUndefined());

	it.each([
		["'End Time' lies before", '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'],
		["'End Time' lies before", undefined, '2026-04-01T00:00:00Z'],
		["'Start Time' is too late", '2026-05-02T00:00:00Z', undefined],
		["'Start Time' is not before", '2026-04-30T00:00:00Z', '2026-04-29T00:00:00Z'],
	])('are refused where nothing would be left of the period: %s', (message, start, end) => {
		expect(() => draw(start, end)).toThrow(message);
	});

	it('of a timeline begin where its IDs do', () =>
		expect(draw('2009-01-01T00:00:00Z', undefined, TIMELINE_TIMES).query.start_time).toBe('2010-11-06T00:00:00Z'));

	it('always lie within what X takes, or are refused', () => {
		const moment = fc
			.integer({ min: NOW - 20 * 86_400_000, max: NOW + 86_400_000 })
			.map((ms) => new Date(ms).toISOString());
		fc.assert(
			fc.property(fc.option(moment, { nil: undefined }), fc.option(moment, { nil: undefined }), (start, end) => {
				try {
					const { query } = draw(start, end);
					const [from, to] = [query.start_time, query.end_time].map((each) =>
						each ? Date.parse(String(each)) : undefined,
					);
					if (from !== undefined) expect(from).toBeGreaterThan(NOW - 7 * 86_400_000);
					if (to !== undefined) expect(to).toBeLessThanOrEqual(NOW - 10_000);
					if (from !== undefined && to !== undefined) expect(from).toBeLessThan(to);
				} catch (error) {
					expect(error).toBeInstanceOf(InputError);
				}
			}),
		);
	});

	it('that count what has happened end now', () => {
		const { query, note } = draw('2026-04-24T08:00:00Z', '2026-06-01T00:00:00Z', COUNTED_TIMES);
		expect(query.end_time).toBe('2026-05-01T08:00:00Z');
		expect(note).toMatch(/'End Time' to 2026-05-01T08:00:00Z, as nothing later has happened yet/);
		expect(() => draw('2026-05-02T00:00:00Z', '2026-06-01T00:00:00Z', COUNTED_TIMES)).toThrow(
			"'Start Time' is too late",
		);
	});

	it.each([
		['yyyymmddhhmm', '202604300755', '202605010900', '202604300801', '202605010800'],
		['epochMs', String(NOW - 90_000_000), String(NOW + 5), String(NOW - 86_340_000), String(NOW)],
		['epochSeconds', NOW / 1000 - 90_000, NOW / 1000 + 60, NOW / 1000 - 86_340, NOW / 1000],
	] as const)('in another form and another place: %s', (as, from, to, drawnFrom, drawnTo) => {
		const own = fields([
			{ name: 'from', displayName: 'From', kind: 'time', as, to: 'body.from' },
			{ name: 'until', displayName: 'Until', kind: 'time', as, to: 'body.to' },
		]);
		const times = { from: { days: 1 }, endLag: 0, start: 'body.from', end: 'body.to' } as const;
		const { request, note } = withinTimes({ query: {}, body: { id: '1', from, to } }, own, times, NOW);
		expect(request.body).toEqual({ id: '1', from: drawnFrom, to: drawnTo });
		expect(note).toMatch(/'From' to 2026-04-30T08:01:00Z.*'Until' to 2026-05-01T08:00:00Z/);
		const within = { query: {}, body: { from: drawnFrom, to: drawnTo } };
		expect(withinTimes(within, own, times, NOW)).toEqual({ request: within });
	});
});

describe('IDs as bounds', () => {
	const DAY = 86_400_000;
	const [old, recent] = [idAt(NOW - 8 * DAY), idAt(NOW - DAY)];

	it('of a search that goes back some days are drawn in, too', () => {
		for (const since_id of [old, '20']) {
			const { query, note } = drawAll({ since_id, until_id: recent });
			expect(query).toEqual({ query: 'n8n', since_id: idAt(NOW - 7 * DAY + 60_000), until_id: recent });
			expect(note).toMatch(/'Since Post' to 2026-04-24T08:01:00Z/);
		}
		expect(() => drawAll({ until_id: old })).toThrow("'Until Post' lies before");
	});

	it.each([
		['recent ones', { since_id: recent }, RECENT_TIMES],
		['those of the archive', { since_id: '20', until_id: old }, ARCHIVE_TIMES],
		['those of a timeline', { since_id: '20', until_id: old }, TIMELINE_TIMES],
	])('stay as they are: %s', (_what, query, times) => {
		expect(drawAll(query, times)).toEqual({ query: { query: 'n8n', ...query }, note: undefined });
	});
});
