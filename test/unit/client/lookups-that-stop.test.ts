/** A run that ends at the first item it cannot find pays for no further ones. */
import { lookUp, type LookupRule } from '../../../api/client/lookups';
import { XError } from '../../../api/errors/errors';
import { fakeClient } from '../../support/unwired/surroundings';

const POSTS: LookupRule = { one: 'GET /2/tweets/{id}', many: 'GET /2/tweets', parameter: 'ids', size: 2, key: 'id' };
const KEYS = ['1', '2', '3', '4', '5', '6'];

/** X without the post 3. */
const x = () =>
	fakeClient(({ parts }) => ({
		data: (parts.query?.ids as string[]).filter((id) => id !== '3').map((id) => ({ id })),
	}));

it('asks for nothing more once a key was not found', async () => {
	const { client, calls } = x();
	const found = await lookUp(client, POSTS, KEYS, {}, 1, true);
	expect(calls).toHaveLength(2);
	expect([...found.keys()]).toEqual(['1', '2', '3', '4']);
	expect(found.get('3')).toBeInstanceOf(XError);
	expect(found.get('4')).toEqual({ data: { id: '4' } });
});

it('asks for all of them otherwise', async () => {
	const { client, calls } = x();
	const found = await lookUp(client, POSTS, KEYS, {}, 1);
	expect(calls).toHaveLength(3);
	expect([...found.keys()]).toEqual(KEYS);
});
