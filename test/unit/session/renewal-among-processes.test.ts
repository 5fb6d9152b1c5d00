/** Many requests of several processes of n8n, none of which locks anything, and an X whose refresh tokens work once. */
import type { Sending, TokenHolder, Verdict } from '../../../host/session/renewal';

type Send = (holder: TokenHolder, sending: Sending<Verdict>) => Promise<Verdict>;

/** Each process of n8n has the module for itself. */
function processes(count: number): Send[] {
	return Array.from({ length: count }, () => {
		let send: Send | undefined;
		jest.isolateModules(() => {
			// eslint-disable-next-line @typescript-eslint/no-require-imports
			({ sendRenewed: send } = require('../../../host/session/renewal') as { sendRenewed: Send });
		});
		return send as unknown as Send;
	});
}

/** How long a request waits for another one's renewal. */
const PATIENCE_MS = 3_000;

let seed = 1;
/** 0..1, the same in each run. */
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
const moment = async (most = 4) => await new Promise((resolve) => setTimeout(resolve, random() * most));

/** X and the database that the processes share. */
function world() {
	let number = 1;
	/** The pair that X takes: an access token, and the refresh token that gets the next one. */
	let valid = { access: 'a1', refresh: 'r1' };
	let stored = { ...valid };
	const counts = { renewals: 0, refused: 0 };
	return {
		counts,
		expire: () => void (valid = { ...valid, access: 'none' }),
		revoke: () => void (valid = { access: 'none', refresh: 'none' }),
		holder: (owner: string, renewable = true): TokenHolder => ({
			owner,
			renewable,
			stored: async () => {
				await moment();
				return stored.access;
			},
			// The looks are paced for networks, and here things take a fiftieth of the time; patience is for a slow machine, too.
			wait: async (ms) =>
				await new Promise((resolve) => {
					const isPatience = ms === PATIENCE_MS;
					const timer = setTimeout(resolve, isPatience ? ms : ms / 50);
					if (isPatience) timer.unref();
				}),
		}),
		async attempt(renew: boolean): Promise<Verdict> {
			await moment();
			const used = { ...stored };
			await moment();
			if (used.access === valid.access) return 'answered';
			if (!renew) return 'expired';
			await moment();
			if (used.refresh !== valid.refresh) {
				counts.refused++;
				return 'refused';
			}
			number++;
			valid = { access: `a${number}`, refresh: `r${number}` };
			const mine = { ...valid };
			counts.renewals++;
			await moment();
			stored = mine;
			return 'answered';
		},
	};
}

const verdict = (result: Verdict): Verdict => result;

test('no request of one process or of three is told to reconnect', async () => {
	const ofThree = processes(3);
	for (let round = 0; round < 30; round++) {
		const x = world();
		const used = ofThree.slice(0, 1 + (round % 3));
		x.expire();
		const outcomes = await Promise.all(
			Array.from({ length: 20 }, async (_, i) => {
				await moment(10);
				const send = used[i % used.length];
				return await send(x.holder(`owner ${round}`), { attempt: x.attempt, verdict });
			}),
		);
		expect(outcomes).toEqual(outcomes.map(() => 'answered'));
		expect(x.counts.renewals).toBe(1);
		if (used.length === 1) expect(x.counts.refused).toBe(0);
	}
}, 30_000);

test('what X gives no token for is told, and looked at once for all who ask', async () => {
	const [send] = processes(1);
	const x = world();
	x.revoke();
	const holder = x.holder('revoked');
	const wait = jest.fn(holder.wait);
	const outcomes = await Promise.all(
		Array.from({ length: 5 }, async () => await send({ ...holder, wait }, { attempt: x.attempt, verdict })),
	);
	expect(outcomes).toEqual(outcomes.map(() => expect.stringMatching(/refused|expired/)));
	expect(outcomes).toContain('refused');
	const looks = wait.mock.calls.filter(([ms]) => ms !== PATIENCE_MS).length;
	expect(looks).toBe(7);
});

test('a token that cannot be renewed is tried once', async () => {
	const [send] = processes(1);
	const x = world();
	x.revoke();
	const attempt = jest.fn(x.attempt);
	expect(await send(x.holder('pasted', false), { attempt, verdict })).toBe('expired');
	expect(attempt.mock.calls).toEqual([[false]]);
});

test('a renewal that fails with its run lets the next one renew', async () => {
	const [send] = processes(1);
	const x = world();
	x.expire();
	const cancelled = send(x.holder('cancelled'), {
		verdict,
		attempt: async (renew) => {
			await Promise.resolve();
			if (renew) throw new Error('cancelled');
			return 'expired';
		},
	});
	const next = send(x.holder('cancelled'), { attempt: x.attempt, verdict });
	await expect(cancelled).rejects.toThrow('cancelled');
	expect(await next).toBe('answered');
});
