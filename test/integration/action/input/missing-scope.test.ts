import type { IDataObject } from 'n8n-workflow';
import { scopes } from '../../../../connector';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const create = (parameters: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...parameters });

describe('credentials', () => {
	test('a missing scope is named before any request', async () => {
		const { error } = await x.run(create({ text: 'x' }), {
			scopes: scopes().filter((scope) => scope !== 'tweet.write'),
		});
		expect(error?.message).toBe('The credential lacks the scope tweet.write');
		expect(error?.description).toMatch(/connect the account again/);
		expect(x.requests).toEqual([]);
	});
});
