/** A redirect is not followed: the credential would be sent along to whoever stands at its end. */
import { X_API } from '../../../api/client/base-url';
import { refused, world, xRejection } from '../../support/unwired/surroundings';

const GET = 'GET /2/tweets/{id}';
const path = { id: '1' };
const TITLE = 'Another host answered in the place of X';

it.each([300, 301, 302, 307, 308, 399])(
	'%d: names the host that it points to, and sends nothing there',
	async (status) => {
		const headers = { location: 'https://login.example.com/portal?next=1' };
		const { client, sent } = world([refused(status, '<html>', headers)]);
		const error = await xRejection(client.call(GET, { path }));
		expect(error.message).toBe(TITLE);
		expect(error.problem).toEqual({ title: TITLE, detail: 'It points to https://login.example.com.', type: '' });
		expect(error.description).toContain('Nothing was sent there. Check the Base URL of the credential');
		expect(error.description).toContain(X_API);
		expect(error.context).toMatchObject({ endpoint: GET, status });
		expect(sent).toHaveLength(1);
	},
);

it('a redirect that names no host is one all the same', async () => {
	const { client } = world([refused(302, '', { location: '/2/elsewhere' })]);
	const { problem } = await xRejection(client.call(GET, { path }));
	expect(problem).toEqual({ title: TITLE, detail: 'It points to another address.', type: '' });
});

it.each([302, 304])('an answer with status %d that points nowhere is none of X', async (status) => {
	const { client, sent } = world([refused(status)]);
	const error = await xRejection(client.call(GET, { path }));
	expect(error.message).toBe(`An answer came that is none of X (status ${status})`);
	expect(error.description).toMatch(/^Nothing was sent there\. Check the Base URL/);
	expect(sent).toHaveLength(1);
});

it.each([400, 404])('a refusal of X (%d) is none', async (status) => {
	const headers = { location: 'https://login.example.com' };
	const error = await xRejection(world([refused(status, { title: 'No' }, headers)]).client.call(GET, { path }));
	expect(error.message).not.toBe(TITLE);
});
