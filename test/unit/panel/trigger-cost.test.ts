import { costOf } from '../../../connector/triggers/cost';
import { linesOf, pollsPerDay } from '../../../host/panel/triggers/trigger-cost';
import { TRIGGER_EVENTS } from '../../../connector/triggers';

const event = (name: string) => TRIGGER_EVENTS.find((each) => each.name === name)!;

it.each([
	['mention', 0, { resting: 0, each: 0.005 }],
	['follower', 0, { resting: 0.21, each: 0.01 }],
	['quote', 0, { resting: 0.05, each: 0.005 }],
	['directMessage', 0, { resting: 0.05, each: 0.01 }],
	['spaceLive', 0, { resting: 0, each: 0.005 }],
	['metric', 40, { resting: 0.2, each: 0, watched: 0.005 }],
	['metric', 0, { resting: 0.05, each: 0, watched: 0.005 }],
	['listFollower', 0, { resting: 0.205, each: 0.01 }],
	['newsStory', 0, { resting: 0, each: 0, isUnknown: true }],
	['unfollower', 0, { resting: 0.01, each: 0.02, member: 0.01 }],
	['bookmarkInFolder', 0, { resting: 0, each: 0.005 }],
	['trend', 0, { resting: 0, each: 0, poll: 0.01 }],
])('a day of %s costs what X charges for the objects that are read', (name, named, cost) =>
	expect(costOf(event(name), named)).toEqual(cost),
);

it.each([
	[[{ mode: 'everyMinute' }], 1440],
	[[{ mode: 'everyX', value: 5, unit: 'minutes' }, { mode: 'everyDay' }], 289],
	[[{ mode: 'everyX', value: 2, unit: 'hours' }], 12],
	[[{ mode: 'everyWeek' }], 1 / 7],
	[[{ mode: 'custom', cronExpression: '0 9 * * *' }], undefined],
	[[], 0],
])('%j', (item, polls) => expect(pollsPerDay({ item })).toBe(polls));

const lines = (parameters: object) =>
	linesOf(parameters as Parameters<typeof linesOf>[0]).map(({ name, description }) => `${name}. ${description}`);

it('tells the dollars of a day at the interval that is set', () => {
	expect(lines({ event: 'follower', pollTimes: { item: [{ mode: 'everyHour' }] } })).toEqual([
		'0.21 USD a day while nothing happens. At 24 polls a day',
		'0.31 USD a day with 10 new ones. At 24 polls a day',
		'1.21 USD a day with 100 new ones. At 24 polls a day',
		'10.21 USD a day with 1,000 new ones. At 24 polls a day',
	]);
	expect(
		lines({ event: 'mention', pollTimes: { item: [{ mode: 'everyDay' }] }, options: { maxEvents: 100 } }).at(-1),
	).toBe('0.5 USD a day with 1,000 new ones. At 1 poll a day, which hand out 100');
	expect(lines({ event: 'trend', pollTimes: { item: [{ mode: 'everyHour' }] } })[0]).toBe(
		'0.24 USD a day while nothing happens. At 24 polls a day',
	);
	expect(lines({ event: 'unfollower', pollTimes: { item: [{ mode: 'everyHour' }] } }).slice(0, 2)).toEqual([
		'0.01 USD a day while nothing happens. At 24 polls a day',
		'0.21 USD a day with 10 who have left. At 24 polls a day, and 0.01 USD more for each one in the list, once a day',
	]);
	expect(lines({ event: 'profileChange', users: 'ada', pollTimes: { item: [{ mode: 'everyHour' }] } })[1]).toBe(
		'0.01 USD a day with 10 changes. At 24 polls a day',
	);
	expect(linesOf({ event: 'trend', pollTimes: { item: [{ mode: 'custom' }] } })).toEqual([
		{ name: '0.01 USD for each poll', value: 10 },
	]);
	expect(lines({ event: 'metric', posts: '1, 2,3', pollTimes: { item: [{ mode: 'custom' }] } })[0]).toBe(
		'0.015 USD a day while nothing happens. Whatever the cron expression says',
	);
});
