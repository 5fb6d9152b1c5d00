/** A wait that can become pointless. */
import { pause } from '../../../host/shared/pause';

const naps: number[] = [];
let now = 0;
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => {
		naps.push(ms);
		now += ms;
	},
}));

beforeEach(() => {
	naps.length = 0;
	now = 1000;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

it('lasts as long as it is to, in naps of five seconds', async () => {
	await pause(12_000, () => false);
	expect(naps).toEqual([5000, 5000, 2000]);
});

it('ends with the nap in which it has become pointless', async () => {
	await pause(60_000, () => naps.length >= 2);
	expect(naps).toEqual([5000, 5000]);
});

it('does not begin where it is pointless, or for no time', async () => {
	await pause(60_000, () => true);
	await pause(0, () => false);
	expect(naps).toEqual([]);
});
