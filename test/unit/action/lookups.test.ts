/** Lookups of very many items share their requests; what each item gets does not cost a pass over all others. */
import { answerLookups } from '../../../host/action/lookups';
import { RESOURCES, type Batch, type Operation } from '../../../connector';
import type { Session } from '../../../host/session/session';
import type { CheckedItem } from '../../../host/shared/types';
import { expectLinear } from '../../support/inputs/hostile';

const operation = RESOURCES.flatMap(({ operations }) => operations).find(
	({ endpoint, batch }) => endpoint === 'GET /2/tweets/{id}' && batch,
) as Operation & { batch: Batch };

const session = {
	client: {
		now: () => 0,
		xTime: (ms: number) => ms,
		call: async (_: string, { query }: { query: { ids: readonly string[] } }) =>
			await Promise.resolve({ data: query.ids.map((id) => ({ id })) }),
	},
	settings: { parallel: 5, cutShort: 'keep' },
} as unknown as Session;

const itemsOf = (count: number): CheckedItem[] =>
	Array.from({ length: count }, (_, itemIndex) => ({
		itemIndex,
		values: { post: String(1000 + itemIndex) },
		outputOptions: { limit: Infinity, output: 'simplified', select: {} },
	}));

/** A tenth as many items as the size of a hostile text. */
const lookedUp = async (text: string) =>
	await answerLookups(operation, operation.batch, itemsOf(text.length / 10), session);

it('each item gets its own object', async () => {
	const results = await answerLookups(operation, operation.batch, itemsOf(250), session);
	expect(results.size).toBe(250);
	expect(results.get(249)).toMatchObject({ ok: true, value: { answers: [{ data: { id: '1249' } }] } });
});

it('the time grows with the number of items', async () => await expectLinear(lookedUp, (size) => ' '.repeat(size)));
