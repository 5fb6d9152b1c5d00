/** The X Stream Trigger on the real n8n-core, connected to a local X, at a pace that a test can wait for. */
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { PACE } from '../../../api/push/stream';
import { XStreamTrigger } from '../../../nodes/XStreamTrigger/XStreamTrigger.node';
import { holdTrigger, until, type HeldTrigger } from './triggers';
import { useLocalX } from '../x/local-x';

interface GivenRule extends IDataObject {
	value?: string;
	filters?: IDataObject;
	tag?: string;
}

export function useStream() {
	const x = useLocalX();
	const held: HeldTrigger[] = [];
	const usual = { ...PACE };
	beforeEach(() => {
		// X's rules at a pace that a test can wait for; unit tests hold the real numbers.
		Object.assign(PACE, { networkStep: 10, httpFirst: 30, limitFirst: 60, lastingFirst: 60, searchLag: 50 });
		x.stream.settings.keepAliveMs = 50;
	});
	afterEach(async () => {
		for (const trigger of held.splice(0)) await trigger.close();
		Object.assign(PACE, usual);
	});

	const node = new XStreamTrigger();
	const credentials = (): Record<string, ICredentialDataDecryptedObject> => ({
		xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: x.appToken() },
	});
	const parametersOf = (rules: GivenRule[], options: IDataObject = {}): IDataObject => ({
		rules: { rule: rules },
		options,
	});

	async function start(
		rules: GivenRule[],
		options: IDataObject = {},
		mode: 'trigger' | 'manual' = 'trigger',
	): Promise<HeldTrigger> {
		const trigger = await holdTrigger(
			{ node, parameters: parametersOf(rules, options), credentials: credentials() },
			mode,
		);
		held.push(trigger);
		return trigger;
	}
	const refusal = async (work: Promise<unknown>) =>
		(await work.then(
			() => undefined,
			(error: unknown) => error,
		)) as { message: string; description?: string } | undefined;
	const texts = ({ items }: HeldTrigger) => items.map(({ json }) => json.text);
	const rules = () =>
		[...x.stream.rules.values()].map(({ value, tag }) => ({ value, tag: tag?.replace(/^n8n-[0-9a-f]{8}( · )?/, '') }));
	const publish = (text: string, by = 'newsroom') => x.world.addPost({ by, text });
	const connects = () => x.requests.filter(({ endpoint }) => endpoint === 'GET /2/tweets/search/stream');
	const back = async (n: number) => await until(() => connects().length === n && x.stream.connections.size === 1);
	const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
	/** A rule of another program. */
	const foreign = async (value: string, tag: string) =>
		await fetch(`${x.url}/2/tweets/search/stream/rules`, {
			method: 'POST',
			headers: { authorization: `Bearer ${x.appToken()}`, 'content-type': 'application/json' },
			body: JSON.stringify({ add: [{ value, tag }] }),
		});
	return {
		x,
		held,
		usual,
		node,
		credentials,
		parametersOf,
		start,
		refusal,
		texts,
		rules,
		publish,
		connects,
		back,
		pause,
		foreign,
	};
}
