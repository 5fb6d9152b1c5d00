import { createHash, createHmac } from 'node:crypto';
import { createSeen } from '../../../api/push/seen';
import { bodyId, checkAddress, crcAnswer, isSigned } from '../../../api/push/webhook';
import { inputError } from '../../support/unwired/surroundings';

const X = 'https://api.x.com';
const bytes = (text: string) => new TextEncoder().encode(text);
const signature = (secret: string, text: string) =>
	`sha256=${createHmac('sha256', secret).update(text).digest('base64')}`;

describe('the challenge', () => {
	it('is answered with the HMAC of its token', () => {
		// Computed with openssl: printf foo | openssl dgst -sha256 -hmac secret -binary | base64
		expect(crcAnswer('secret', 'foo')).toEqual({
			response_token: 'sha256=dzukRpPHVT1u4g9h6l0nV6mk9KRNKEGuTpW1LkzWLbQ=',
		});
	});
});

describe('signatures', () => {
	const body = '{"data":{"text":"żółw 🐢"}}';
	it('are those of the bytes', () => expect(isSigned('secret', bytes(body), signature('secret', body))).toBe(true));
	it.each([
		['another secret', signature('other', body)],
		['other bytes', signature('secret', `${body} `)],
		['a shorter one', signature('secret', body).slice(0, -1)],
		['one without its kind', signature('secret', body).slice('sha256='.length)],
		['none', undefined],
		['several', [signature('secret', body)]],
	])('%s are not', (_, header) => expect(isSigned('secret', bytes(body), header)).toBe(false));
	it('are worth nothing without a secret', () => expect(isSigned('', bytes(body), signature('', body))).toBe(false));
});

it('an event without an ID is known by the bytes that it came in', () => {
	expect(bodyId(bytes('{}'))).toBe(createHash('sha256').update('{}').digest('hex'));
	expect(bodyId(bytes('{ }'))).not.toBe(bodyId(bytes('{}')));
});

describe('the address', () => {
	const refusal = (address: string, base = X) => {
		try {
			checkAddress(address, base);
			return undefined;
		} catch (error) {
			return (error as Error).message.replace('X cannot deliver to this n8n: ', '');
		}
	};

	it.each([
		'https://n8n.example.com/webhook/a/webhook',
		'https://203.0.113.7/webhook/a',
		'https://n8n.local.example.com/a',
		'https://n8n.example.com/a?next=https://other.example.com:443/',
		`https://n8n.example.com/${'a'.repeat(176)}`,
	])('%s is fine', (address) => expect(refusal(address)).toBeUndefined());
	it('is named where it is refused, with what to do', () =>
		expect(inputError(() => checkAddress('https://localhost/a', X)).advice).toMatch(
			/https:\/\/localhost\/a\. .*WEBHOOK_URL/,
		));
	it.each([
		['http://n8n.example.com/a', 'its address does not start with https://'],
		['https://n8n.example.com:5678/a', 'its address has a port'],
		['https://n8n.example.com:443/a', 'its address has a port'],
		['https://[2001:db8::1]:443/a', 'its address has a port'],
		['https://localhost/a', 'localhost is not reachable from the internet'],
		['https://127.0.0.1/a', '127.0.0.1 is not reachable from the internet'],
		['https://[::1]/a', '[::1] is not reachable from the internet'],
		['https://[fd00::1]/a', '[fd00::1] is not reachable from the internet'],
		['https://10.1.2.3/a', '10.1.2.3 is not reachable from the internet'],
		['https://172.20.0.2/a', '172.20.0.2 is not reachable from the internet'],
		['https://n8n/a', 'n8n is not reachable from the internet'],
		['https://n8n.local/a', 'n8n.local is not reachable from the internet'],
		['undefined', 'its address is not a valid URL'],
		[`https://n8n.example.com/${'a'.repeat(180)}`, 'its address has 204 characters; X accepts up to 200'],
	])('%s is refused', (address, why) => expect(refusal(address)).toBe(why));

	it('may be this computer when X is, too, and only then', () => {
		expect(refusal('http://127.0.0.1:5678/webhook/a', 'http://127.0.0.1:8090')).toBeUndefined();
		expect(refusal('http://localhost:5678/webhook/a', 'http://127.0.0.1:8090')).toBeUndefined();
		expect(refusal('http://n8n.example.com:5678/a', 'http://127.0.0.1:8090')).toBe(
			'its address does not start with https://',
		);
		expect(refusal('http://127.0.0.1:5678/webhook/a', 'https://127.0.0.1.example.com')).toBe(
			'its address does not start with https://',
		);
	});
});

describe('the memory of events', () => {
	it('knows a repeat', () => {
		const seen = createSeen(10, ['1']);
		expect(['1', '2', '2', '3'].map((id) => seen.fresh(id))).toEqual([false, true, false, true]);
		expect(seen.ids()).toEqual(['1', '2', '3']);
	});

	it('is as large as it may be', () => {
		const seen = createSeen(2);
		for (const id of ['1', '2']) seen.fresh(id);
		expect(seen.ids()).toEqual(['1', '2']);
	});

	it('stays within its bounds and forgets the oldest first', () => {
		const seen = createSeen(3, ['1', '2', '3', '4']);
		expect(seen.ids()).toEqual(['2', '3', '4']);
		seen.fresh('5');
		expect(seen.ids()).toEqual(['3', '4', '5']);
		expect(seen.fresh('2')).toBe(true);
	});
});
