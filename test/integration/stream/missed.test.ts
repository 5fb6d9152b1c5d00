import type { IDataObject } from 'n8n-workflow';
import { PACE } from '../../../api/push/stream';
import { until } from '../../support/n8n/triggers';
import { useStream } from '../../support/n8n/streams';

const { x, start, texts, publish, connects, back, pause } = useStream();

describe('what came while the connection was down', () => {
	const gap = async (options: IDataObject) => {
		const trigger = await start([{ value: 'kettle', tag: 'brand' }], options);
		publish('Kettle one');
		await until(() => trigger.items.length === 1);
		x.faults.set({ searchDelaySeconds: 0 });
		PACE.networkStep = 1200;
		x.stream.cut();
		await until(() => x.stream.connections.size === 0);
		publish('Kettle two');
		await back(2);
		publish('Kettle three');
		return trigger;
	};

	it('is searched for, each post once', async () => {
		const trigger = await gap({});
		await until(() => trigger.items.length === 3);
		await pause(200);
		expect(texts(trigger).sort()).toEqual(['Kettle one', 'Kettle three', 'Kettle two']);
		expect(trigger.items.every(({ json }) => (json.matching_rules as IDataObject[])[0].tag === 'brand')).toBe(true);
	});

	it('is searched for page by page, and one rule that search refuses does not keep the others away', async () => {
		const long = `saucer (${Array.from({ length: 60 }, (_, i) => `teapot${i}`).join(' OR ')})`;
		const trigger = await start([{ value: long }, { value: 'kettle', tag: 'brand' }]);
		x.faults.set({ searchDelaySeconds: 0 });
		PACE.networkStep = 1200;
		x.stream.cut();
		await until(() => x.stream.connections.size === 0);
		const made = Array.from({ length: 230 }, (_, i) => publish(`Kettle ${i}`).text);
		await until(() => trigger.items.length === made.length);
		expect(texts(trigger).sort()).toEqual([...made].sort());
		const searches = () => x.requests.filter(({ endpoint }) => endpoint === 'GET /2/tweets/search/recent');
		await until(() => searches().length === 4);
		expect(
			searches()
				.map(({ status }) => status)
				.sort(),
		).toEqual([200, 200, 200, 400]);
	});

	it('is delivered again to Enterprise apps, each post once', async () => {
		for (const app of Object.values(x.apps)) app.enterprise = true;
		const trigger = await gap({ catchUp: 'backfill' });
		await until(() => trigger.items.length === 3);
		expect(texts(trigger)).toEqual(['Kettle one', 'Kettle two', 'Kettle three']);
		expect(connects().map(({ query }) => query.backfill_minutes)).toEqual([undefined, '1']);
	});

	it('is left when told so', async () => {
		const trigger = await gap({ catchUp: 'nothing' });
		await until(() => trigger.items.length === 2);
		await pause(200);
		expect(texts(trigger)).toEqual(['Kettle one', 'Kettle three']);
	});
});
