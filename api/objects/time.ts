/** Times as people write them. */

/** A date and time with no zone behind it. */
const LOCAL = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/;

/** Reads a time; one without a zone is meant in `timeZone` (IANA name), as n8n's date picker writes it. */
export function parseTime(written: string, timeZone = 'UTC'): Date {
	if (!LOCAL.test(written)) return new Date(written);
	const asIfUtc = new Date(`${written.replace(' ', 'T')}${written.length === 10 ? 'T00:00:00' : ''}Z`);
	if (Number.isNaN(asIfUtc.getTime())) return asIfUtc;
	// The offset at the moment itself: a second look corrects the first guess at a change of the clocks.
	const guess = new Date(asIfUtc.getTime() - offset(asIfUtc, timeZone));
	return new Date(asIfUtc.getTime() - offset(guess, timeZone));
}

/** Milliseconds by which the zone's clocks are ahead of UTC at a moment. */
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
