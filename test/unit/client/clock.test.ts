/** Times by the clock of X and by that of this computer. */
import { fromXTime, toXTime } from '../../../api/client/clock';
import { START } from '../../support/unwired/surroundings';

it.each([
	[{}, START],
	[{ ahead: 5000 }, START + 5000],
	[{ ahead: -5000 }, START - 5000],
])('a time of one is told as a time of the other: %j', (clock, byX) => {
	expect(toXTime(clock, START)).toBe(byX);
	expect(fromXTime(clock, byX)).toBe(START);
});
