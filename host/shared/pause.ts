/** A wait that ends soon after it has become pointless: n8n's sleep cannot be interrupted, so it is split into naps. */
import { sleep } from 'n8n-workflow';

const NAP_MS = 5_000;

export async function pause(ms: number, isOver: () => boolean): Promise<void> {
	const until = Date.now() + ms;
	for (let left = ms; left > 0 && !isOver(); left = until - Date.now()) await sleep(Math.min(left, NAP_MS));
}
