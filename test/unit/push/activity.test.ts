/** What a delivery, or a line of the activity stream, says. */
import { eventsIn, isSealed, readActivity } from '../../../api/push/activity';

it('events come one by one or several at once; anything else is none', () => {
	const [one, other] = [{ event_uuid: '1' }, { event_uuid: '2' }];
	expect(
		[{ data: one }, { data: [one, other] }, { data: [null, 'x', other] }, { data: null }, {}].map(eventsIn),
	).toEqual([[one], [one, other], [other], [], []]);
});

it('an event is encrypted if it says so in text', () => {
	const payloads = [{ encoded_event: 'AAAA' }, { encoded_event: 5 }, { text: 'Hi' }, null, undefined];
	expect(payloads.map((payload) => isSealed({ payload }))).toEqual([true, false, false, false, false]);
});

it('a line has events, the notice of an end, or nothing known', () => {
	const errors = [{ title: 'Bye', detail: 'Soon.' }];
	expect(readActivity(JSON.stringify({ data: { event_uuid: '1' }, errors }))).toEqual({
		events: [{ event_uuid: '1' }],
		body: { data: { event_uuid: '1' }, errors },
	});
	expect(readActivity(JSON.stringify({ errors }))).toMatchObject({ disconnect: { title: 'Bye', detail: 'Soon.' } });
	for (const line of ['', 'x', '{}', '[]', '{"data":[]}']) expect(readActivity(line)).toEqual({ unknown: true });
});
