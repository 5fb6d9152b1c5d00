import { createHash, randomBytes } from 'node:crypto';
import axios, { type AxiosInstance } from 'axios';
import FormData from 'form-data';
import type { LocalX } from '../../../sandbox';
import { emptyX, PIXEL, WRITE } from '../support';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const CALLBACK = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';

/** Forms as other programs write them: form-data sets its own boundaries and headers, axios streams them and encodes OAuth's calls. */
describe('axios and form-data against the local X', () => {
	let x: LocalX;
	let http: AxiosInstance;
	beforeEach(async () => {
		x = await emptyX();
		http = axios.create({ baseURL: x.url, headers: { authorization: `Bearer ${x.userToken('anna', WRITE)}` } });
	});
	afterEach(async () => {
		expect(x.violations()).toEqual([]);
		await x.close();
	});

	it('uploads a picture in one call and posts it', async () => {
		const form = new FormData();
		form.append('media', PIXEL, { filename: 'kite "high".png', contentType: 'image/png' });
		form.append('media_category', 'tweet_image');
		const { data } = await http.post('/2/media/upload', form, { headers: form.getHeaders() });
		expect(x.world.media.get(data.data.id)).toMatchObject({ sha256: sha256(PIXEL), contentType: 'image/png' });
		const made = await http.post('/2/tweets', { text: 'A kite', media: { media_ids: [data.data.id] } });
		expect(x.world.posts.get(made.data.data.id)?.mediaKeys).toEqual([data.data.media_key]);
	});

	it('uploads a video in segments, told from bytes that look like a boundary', async () => {
		x.faults.set({ mediaProcessingSeconds: 0 });
		const bytes = Buffer.concat([
			randomBytes(150_000),
			Buffer.from('\r\n--------------------------1\r\n'),
			randomBytes(150_000),
		]);
		const started = await http.post('/2/media/upload/initialize', {
			media_type: 'video/mp4',
			media_category: 'tweet_video',
			total_bytes: bytes.length,
		});
		const { id } = started.data.data;
		for (const [index, from] of [0, 100_000, 200_000].entries()) {
			const form = new FormData();
			form.append('segment_index', String(index));
			form.append('media', bytes.subarray(from, index === 2 ? undefined : from + 100_000), 'blob');
			await http.post(`/2/media/upload/${id}/append`, form, { headers: form.getHeaders() });
		}
		await http.post(`/2/media/upload/${id}/finalize`);
		const { data } = await http.get('/2/media/upload', { params: { command: 'STATUS', media_id: id } });
		expect(data.data.processing_info).toMatchObject({ state: 'succeeded' });
		expect(x.world.media.get(id)?.sha256).toBe(sha256(bytes));
	});

	it('gets a token for a code, renews it and revokes it', async () => {
		const verifier = randomBytes(48).toString('base64url');
		const auth = { username: x.apps.web.clientId, password: x.apps.web.clientSecret ?? '' };
		const consent = await axios.post(
			`${x.url}/i/oauth2/authorize`,
			new URLSearchParams({
				response_type: 'code',
				client_id: auth.username,
				redirect_uri: CALLBACK,
				scope: 'tweet.read users.read offline.access',
				state: 'st4te',
				code_challenge: createHash('sha256').update(verifier).digest('base64url'),
				code_challenge_method: 'S256',
				local_user: 'anna',
				decision: 'accept',
			}),
			{ maxRedirects: 0, validateStatus: (status) => status === 302 },
		);
		const code = new URL(String(consent.headers.location)).searchParams.get('code');
		const token = async (fields: Record<string, unknown>) =>
			(
				await axios.post(`${x.url}/2/oauth2/token`, fields, {
					auth,
					headers: { 'content-type': 'application/x-www-form-urlencoded' },
				})
			).data;
		const first = await token({
			grant_type: 'authorization_code',
			code,
			redirect_uri: CALLBACK,
			code_verifier: verifier,
		});
		const renewed = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
		const me = async () =>
			await axios.get(`${x.url}/2/users/me`, {
				headers: { authorization: `Bearer ${renewed.access_token}` },
				validateStatus: null,
			});
		expect((await me()).data.data.username).toBe('anna');
		await axios.post(`${x.url}/2/oauth2/revoke`, new URLSearchParams({ token: renewed.access_token }), { auth });
		expect((await me()).status).toBe(401);
	});
});
