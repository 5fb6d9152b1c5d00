/** Times as people write them and as X does. */

/** ISO 8601 to the second, which is all that X takes. @param moment or milliseconds since 1970 */
export const toSecond = (moment: Date | number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;

/** YYYYMMDDHHMM, as X takes it where it delivers missed events again. */
export const toMinute = (moment: Date | number): string =>
	new Date(moment).toISOString().replace(/\D/g, '').slice(0, 12);

/** A date and time in ISO 8601 without a zone. */
const LOCAL = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/;
/** A time of day that a zone follows: `Z`, `+02:00`, `GMT`; AM and PM are no zones. */
const ZONED = /:\d\d(?:\.\d+)?(?:\s*[ap]m)?\s*(?!\s|[ap]m\b)(?:[a-z]|[+-]\d)/i;

/** Parses a time; one without a zone, as n8n's date picker writes it, is in `timeZone` (IANA name). */
export function parseTime(written: string, timeZone = 'UTC'): Date {
	if (!isDay(written)) return new Date(NaN);
	const isLocal = LOCAL.test(written);
	if (!isLocal && ZONED.test(written)) return new Date(written);
	const asIfUtc = isLocal
		? new Date(`${written.replace(' ', 'T')}${written.length === 10 ? 'T00:00:00' : ''}Z`)
		: new Date(`${written} UTC`);
	if (Number.isNaN(asIfUtc.getTime())) return asIfUtc;
	// The second pass uses the offset at the time itself, which corrects the first guess near a clock change.
	const guess = new Date(asIfUtc.getTime() - offset(asIfUtc, timeZone));
	return new Date(asIfUtc.getTime() - offset(guess, timeZone));
}

/** JavaScript takes February 30 for March 2. */
function isDay(written: string): boolean {
	const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(written) ?? [];
	return day === undefined || Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

/** Milliseconds by which the zone is ahead of UTC at a given time. */
function offset(moment: Date, timeZone: string): number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
	return (
		Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) -
		Math.floor(moment.getTime() / 1000) * 1000
	);
}
