import fc from 'fast-check';
import { ARCHIVE_TIMES, RECENT_TIMES, TIMELINE_TIMES, withinTimes } from '../../../connector/times';
import { InputError } from '../../../api/errors/errors';

const NOW = Date.parse('2026-05-01T08:00:00Z');
const draw = (start_time?: string, end_time?: string, times = RECENT_TIMES) =>
	withinTimes({ query: 'n8n', ...(start_time ? { start_time } : {}), ...(end_time ? { end_time } : {}) }, times, NOW);

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
					const [from, to] = [query.start_time, query.end_time].map((each) => (each ? Date.parse(each) : undefined));
					if (from !== undefined) expect(from).toBeGreaterThan(NOW - 7 * 86_400_000);
					if (to !== undefined) expect(to).toBeLessThanOrEqual(NOW - 10_000);
					if (from !== undefined && to !== undefined) expect(from).toBeLessThan(to);
				} catch (error) {
					expect(error).toBeInstanceOf(InputError);
				}
			}),
		);
	});
});
