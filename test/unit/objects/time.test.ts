import { parseTime } from '../../../api/objects/time';

const utc = (written: string, zone?: string) => parseTime(written, zone).toISOString();

it.each([
	['2026-05-01T08:00:00Z', 'America/New_York', '2026-05-01T08:00:00.000Z'],
	['2026-05-01T08:00:00+02:00', 'America/New_York', '2026-05-01T06:00:00.000Z'],
	['2026-05-01T08:00:00', 'Europe/Berlin', '2026-05-01T06:00:00.000Z'],
	['2026-05-01 08:00', 'Europe/Berlin', '2026-05-01T06:00:00.000Z'],
	['2026-01-01T08:00:00', 'Europe/Berlin', '2026-01-01T07:00:00.000Z'],
	['2026-05-01', 'America/New_York', '2026-05-01T04:00:00.000Z'],
	['2026-05-01T08:00:00', 'Asia/Kolkata', '2026-05-01T02:30:00.000Z'],
	['2026-03-29T03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
	['2026-10-25T12:00:00', 'Europe/Berlin', '2026-10-25T11:00:00.000Z'],
	['2026-11-27 10:00 PM', 'Europe/Berlin', '2026-11-27T21:00:00.000Z'],
	['Fri Nov 27 2026', 'Europe/Berlin', '2026-11-26T23:00:00.000Z'],
	['Fri, 27 Nov 2026 10:00:00', 'America/New_York', '2026-11-27T15:00:00.000Z'],
	['Fri, 27 Nov 2026 10:00:00 GMT', 'America/New_York', '2026-11-27T10:00:00.000Z'],
	['Fri Nov 27 10:00:00 +0100 2026', 'America/New_York', '2026-11-27T09:00:00.000Z'],
	['2026-11-27 10:00:00 Z', 'America/New_York', '2026-11-27T10:00:00.000Z'],
])('%s in %s is %s', (written, zone, expected) => expect(utc(written, zone)).toBe(expected));

it('without a zone of its own or a given one a time is UTC', () =>
	expect(utc('2026-05-01T08:00:00')).toBe('2026-05-01T08:00:00.000Z'));
it('what is no date stays none', () =>
	expect(
		['2026-13-45T08:00:00', '2026-02-30', '2026-02-29T08:00:00Z'].map((each) =>
			parseTime(each, 'Europe/Berlin').getTime(),
		),
	).toEqual([NaN, NaN, NaN]));
