import { sendRenewed, type TokenHolder, type Verdict } from '../../../host/session/renewal';

let owners = 0;

/** A credential whose token n8n can renew, or another process; time passes when it is waited for. */
function credential(renewable = true) {
	const waits: number[] = [];
	const state = {
		token: 'old',
		good: ['new'],
		/** What n8n comes to when it renews the token. */
		renew: (): Verdict => {
			state.token = 'new';
			return 'answered';
		},
		/** What happens meanwhile. */
		onWait: (): void => undefined,
		attempts: [] as boolean[],
		/** The tokens that were told to have been replaced. */
		renewals: [] as string[][],
		waits,
		owner: `owner-${++owners}`,
	};
	const holder: TokenHolder = {
		owner: state.owner,
		renewable,
		stored: async () => await Promise.resolve(state.token),
		renewed: (before, after) => void state.renewals.push([before, after]),
		wait: async (ms) => {
			waits.push(ms);
			state.onWait();
			await Promise.resolve();
		},
	};
	const send = async () =>
		await sendRenewed<Verdict>(holder, {
			attempt: async (renew) => {
				state.attempts.push(renew);
				await Promise.resolve();
				if (state.good.includes(state.token)) return 'answered';
				return renew ? state.renew() : 'expired';
			},
			verdict: (verdict) => verdict,
		});
	return Object.assign(state, { send });
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

it('a request on a good token is sent once', async () => {
	const one = credential();
	one.token = 'new';
	expect([await one.send(), one.attempts]).toEqual(['answered', [false]]);
});

it('an expired token is renewed, and the request sent again', async () => {
	const one = credential();
	expect([await one.send(), one.attempts, one.waits]).toEqual(['answered', [false, true], []]);
	expect(one.renewals).toEqual([['old', 'new']]);
});

it('a token that nobody can renew is not', async () => {
	const one = credential(false);
	expect([await one.send(), one.attempts]).toEqual(['expired', [false]]);
});

it('of several requests at once one renews, the others wait for it and are sent again', async () => {
	const one = credential();
	expect(await Promise.all([one.send(), one.send(), one.send()])).toEqual(Array(3).fill('answered'));
	expect(one.attempts.filter((renew) => renew)).toHaveLength(1);
	expect(one.attempts).toHaveLength(6);
	expect(one.waits.every((ms) => ms === 3000)).toBe(true);
});

it('a refusal is looked into: another process may store its token within some seconds', async () => {
	const one = credential();
	one.renew = () => 'refused';
	one.onWait = () => void (one.waits.length === 3 && (one.token = 'new'));
	// Each process looks at other moments.
	const random = jest.spyOn(Math, 'random').mockReturnValue(0.75);
	expect(await one.send()).toBe('answered');
	expect(one.attempts).toEqual([false, true, false]);
	expect(one.renewals).toEqual([]);
	expect(one.waits).toEqual([125, 250, 500]);
	random.mockRestore();
});

it('a token of another process that has expired by then is renewed in its turn', async () => {
	const one = credential();
	one.good = ['newest'];
	let renewals = 0;
	one.renew = () => {
		if (++renewals === 1) return 'refused';
		one.token = 'newest';
		return 'answered';
	};
	one.onWait = () => void (one.token = 'new');
	expect(await one.send()).toBe('answered');
	expect(one.attempts).toEqual([false, true, false, true]);
});

it('a refusal that nobody else makes good stands, after ten seconds; the next request finds out at once', async () => {
	const one = credential();
	one.renew = () => 'refused';
	expect(await one.send()).toBe('refused');
	expect(one.waits).toHaveLength(7);
	expect(sum(one.waits)).toBeGreaterThanOrEqual(5000);
	expect(sum(one.waits)).toBeLessThan(15_000);
	expect(await one.send()).toBe('refused');
	expect(one.waits).toHaveLength(7);
	one.token = 'reconnected';
	one.onWait = () => void (one.token = 'new');
	expect(await one.send()).toBe('answered');
});

it('a token that stays expired however often it is renewed is given up', async () => {
	const one = credential();
	one.renew = () => 'expired';
	expect(await one.send()).toBe('expired');
	expect(one.attempts.length).toBeLessThan(4);
});

it('a token that other processes renew again and again, and X never accepts, is given up', async () => {
	const one = credential();
	one.renew = () => 'refused';
	one.onWait = () => void (one.token = `of another process ${one.waits.length}`);
	expect(await one.send()).toBe('expired');
	expect(one.attempts).toEqual([false, true, false, true, false, true, false, true, false]);
});

it('what keeps others from renewing is over when the renewal failed', async () => {
	const one = credential();
	const { renew } = one;
	one.renew = () => {
		throw new Error('cancelled');
	};
	await expect(one.send()).rejects.toThrow('cancelled');
	one.renew = renew;
	expect(await one.send()).toBe('answered');
	expect(one.waits).toEqual([]);
});

it('credentials are renewed side by side', async () => {
	const [one, other] = [credential(), credential()];
	expect(await Promise.all([one.send(), other.send()])).toEqual(['answered', 'answered']);
	expect([one.waits, other.waits]).toEqual([[], []]);
});

it('a renewal that takes too long is not waited for by all: they look for themselves', async () => {
	const one = credential();
	let go = () => {};
	const slow = new Promise<void>((resolve) => (go = resolve));
	let renewals = 0;
	const holder: TokenHolder = {
		owner: one.owner,
		renewable: true,
		stored: async () => await Promise.resolve('old'),
		wait: async () => await Promise.resolve(),
	};
	const send = async () =>
		await sendRenewed<Verdict>(holder, {
			attempt: async (renew) => {
				if (!renew) return await Promise.resolve('expired');
				if (++renewals === 1) await slow;
				return 'answered';
			},
			verdict: (verdict) => verdict,
		});
	const first = send();
	expect(await send()).toBe('answered');
	go();
	expect([await first, renewals]).toEqual(['answered', 2]);
});
