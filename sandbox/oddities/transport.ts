import { problemType } from '../http/errors';
import { oddity, type Reply, type Scene } from './types';

const isWrite = ({ method }: Scene) => method !== 'GET';
/** For writes only, after the work was done. */
const afterWrite = (reply: Reply, scene: Scene, body: unknown): Reply | undefined =>
	isWrite(scene) && reply.status < 300 ? { ...reply, body } : undefined;

const PAGE = `<!DOCTYPE html><html lang="en-US"><head><title>x.com | 502: Bad gateway</title></head>
<body><h1>Bad gateway</h1><p>The web server reported a bad gateway error.</p><p>Cloudflare Ray ID: 0123456789abcdef</p></body></html>`;

/** Oddities of what lies between a request and X, and answers that say less than they should. */
export const TRANSPORT = {
	'empty-success': oddity({
		title: 'Success that says nothing',
		description: 'A write is carried out and answered 201 with {}.',
		source: 'Public reports of publishing tools: POST /2/tweets answered 201 {}',
		settings: { status: 201 },
		afterwards: (reply, scene, { status }) => {
			const changed = afterWrite(reply, scene, {});
			return changed && { ...changed, status };
		},
	}),
	'empty-data': oddity({
		title: 'Success with empty data',
		description: 'A write is carried out and answered with {"data":{}}.',
		source: 'Public reports of publishing tools: {"data":{}} became a link to /status/undefined',
		settings: {},
		afterwards: (reply, scene) => afterWrite(reply, scene, { data: {} }),
	}),
	'errors-as-success': oddity({
		title: 'Refusal that is answered 200',
		description: 'A write is not carried out and answered 200 with nothing but errors.',
		source: 'Public reports of publishing tools: POST /2/tweets answered 200 {"errors":[...]}',
		settings: { title: 'Forbidden', detail: 'You are not permitted to perform this action.' },
		instead: (scene, { title, detail }) =>
			isWrite(scene) ? { status: 200, body: { errors: [{ title, detail, type: 'about:blank' }] } } : undefined,
	}),
	'problem-as-success': oddity({
		title: 'Problem that is answered 200',
		description: "A write is not carried out, and X's problem is the body of a 200, without a list around it.",
		source:
			'Review of publishing: 200 {"title":"Forbidden","detail":...}; 4xx answers have this form (X API v2 errors)',
		settings: { title: 'Forbidden', detail: 'You are not permitted to perform this action.' },
		instead: (scene, { title, detail }) =>
			isWrite(scene) ? { status: 200, body: { title, detail, type: 'about:blank', status: 403 } } : undefined,
	}),
	'contrary-flags': oddity({
		title: 'Success that says no',
		description: 'A write is carried out and answered with its flags the other way round, as words on request.',
		source: 'Review of publishing: 200 {"data":{"hidden":false}} to Hide Reply, {"blocked":true} to Unblock',
		settings: { asWords: false },
		afterwards: (reply, scene, { asWords }) => {
			const { data } = (reply.body ?? {}) as { data?: Record<string, unknown> };
			const turned = Object.entries(data ?? {}).map(([name, value]) => {
				// A follow that is pending is one that X has taken.
				if (typeof value !== 'boolean' || name === 'pending_follow') return [name, value];
				return [name, asWords ? String(!value) : !value];
			});
			return afterWrite(reply, scene, { data: Object.fromEntries(turned) as object });
		},
	}),
	'number-id': oddity({
		title: 'ID as a number',
		description: 'A write is carried out and answered with the ID as a JSON number, which most readers round.',
		source: 'X API documentation, "X IDs": IDs exceed 53 bits, so that JSON numbers lose digits',
		settings: {},
		afterwards: (reply, scene) => {
			const { data } = (reply.body ?? {}) as { data?: { id?: string } };
			return data?.id && isWrite(scene)
				? { ...reply, body: JSON.stringify({ data }).replace(/("id":)"(\d+)"/, '$1$2') }
				: undefined;
		},
	}),
	'cdn-page': oddity({
		title: 'A page of the CDN',
		description: "The content delivery network answers with a page of HTML in X's stead.",
		source: 'Public reports: 502, 503 and 403 pages of Cloudflare instead of JSON',
		settings: { status: 502, retryAfter: 0 },
		instead: (_scene, { status, retryAfter }) => ({
			status,
			body: PAGE,
			contentType: 'text/html',
			...(retryAfter > 0 ? { headers: { 'retry-after': String(retryAfter) } } : {}),
		}),
	}),
	redirect: oddity({
		title: 'Redirect to another host',
		description: 'A request is sent on to another host, which must never get the token.',
		source: 'Review of publishing: POST answered 302 or 307 to another host',
		settings: { status: 307, to: 'http://localhost:9' },
		instead: (_scene, { status, to }) => ({ status, body: '', contentType: 'text/plain', headers: { location: to } }),
	}),
	'slow-body': oddity({
		title: 'A body that trickles',
		description: 'The answer comes byte by byte, with a pause after each.',
		source: 'Public reports of reading: servers that send one byte every 300 ms hold a run for ever',
		settings: { pauseMs: 300 },
		afterwards: (reply, _scene, { pauseMs }) => ({ ...reply, trickleMs: pauseMs }),
	}),
	'cut-body': oddity({
		title: 'An answer that is cut off',
		description: 'The connection is closed in the middle of the answer; a write has been carried out.',
		source: 'RFC 9112, section 8: a response whose body is shorter than its content-length is incomplete',
		settings: {},
		afterwards: (reply) => (reply.status < 300 ? { ...reply, cut: true } : undefined),
	}),
	'errors-without-data': oddity({
		title: 'Errors without data',
		description: 'A read is answered 200 with errors and no data.',
		source: 'Public reports of reading: timelines and followers of protected or suspended accounts',
		settings: {
			title: 'Authorization Error',
			detail: 'Sorry, you are not authorized to see the user with id: [1].',
			type: 'not-authorized-for-resource',
		},
		instead: (scene, { title, detail, type }) =>
			isWrite(scene)
				? undefined
				: {
						status: 200,
						body: {
							errors: [
								{
									title,
									detail,
									type: problemType(type),
									resource_type: 'user',
									parameter: 'id',
									resource_id: '1',
									section: 'data',
								},
							],
						},
					},
	}),
	'errors-beside-data': oddity({
		title: 'Errors beside data',
		description: 'A read brings its data, and errors for something that could not be shown.',
		source: 'docs.x.com, Partial errors: 200 with data and errors',
		settings: { resourceId: '1' },
		afterwards: ({ body, ...reply }, scene, { resourceId }) => {
			if (isWrite(scene) || typeof body !== 'object' || body === null || !('data' in body)) return undefined;
			const error = {
				value: resourceId,
				detail: `Could not find tweet with referenced_tweets.id: [${resourceId}].`,
				title: 'Not Found Error',
				resource_type: 'tweet',
				parameter: 'referenced_tweets.id',
				resource_id: resourceId,
				type: problemType('resource-not-found'),
			};
			const { errors = [] } = body as { errors?: unknown[] };
			return { ...reply, body: { ...body, errors: [...errors, error] } };
		},
	}),
};
