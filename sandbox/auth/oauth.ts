import OAuth2Server from '@node-oauth/oauth2-server';
import express, { type Request, type Response, type Router } from 'express';
import { SCOPES } from '../../connector/types';
import type { Context } from '../context';
import { serverError } from '../http/errors';
import { consentPage, refusalPage } from '../pages/consent';
import { summary } from '../http/record';
import { acceptsRedirect, type App } from './apps';
import { CODE_SECONDS, OAuthModel } from './oauth-model';

const LONGEST_STATE = 500;
const REFRESH_SECONDS = 180 * 86_400;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const fail = (error: string, description: string, status = 400) => ({
	status,
	body: { error, error_description: description },
});

/** The OAuth 2.0 endpoints of x.com and api.x.com. */
export function oauthRoutes(ctx: Context): Router {
	const model = new OAuthModel(ctx);
	const server = new OAuth2Server({ model });
	const router = express.Router();
	// X documents forms; twitter-api-v2 has long sent JSON, so X accepts that too.
	const form = [express.urlencoded({ extended: false }), express.json()];

	router.get('/i/oauth2/authorize', (req, res) => {
		const query = req.query as Record<string, string>;
		const refusal = whyNot(query, model);
		if (refusal) return void res.status(400).send(refusalPage(refusal));
		const accounts = [...ctx.world.users.values()].filter(
			(user) => user.state === 'active' || user.state === 'protected',
		);
		res.send(
			consentPage({
				app: model.app(query.client_id)!,
				scopes: text(query.scope).split(' '),
				accounts,
				chosen: ctx.world.user(text(query.local_user))?.id,
				query,
				base: ctx.url,
			}),
		);
	});

	router.post('/i/oauth2/authorize', form, async (req: Request, res: Response) => {
		const body = req.body as Record<string, string>;
		const refusal = whyNot(body, model);
		const user = ctx.world.user(text(body.local_user));
		if (refusal || !user) return void res.status(400).send(refusalPage(refusal ?? 'Choose an account.'));
		const decided = {
			...body,
			code_challenge_method: challengeMethod(body),
			allowed: body.decision === 'cancel' ? 'false' : 'true',
		};
		const request = new OAuth2Server.Request({
			headers: req.headers as Record<string, string>,
			method: 'POST',
			query: {},
			body: decided,
		});
		const response = new OAuth2Server.Response({});
		// The library disables PKCE "plain" by default; X still documents it.
		const options = {
			authenticateHandler: { handle: () => ({ id: user.id }) },
			authorizationCodeLifetime: CODE_SECONDS,
			enablePlainPKCE: true,
		};
		await server.authorize(request, response, options).catch(() => undefined);
		const location = response.headers?.location;
		if (!location) return void res.status(400).send(refusalPage('The request could not be completed.'));
		res.redirect(302, location);
	});

	const answer = (path: string, work: (req: Request) => Promise<{ status: number; body: unknown }>) =>
		router.post(path, form, async (req: Request, res: Response) => {
			const entry = ctx.log.begin(req, `POST ${path}`);
			const fault = ctx.faults.strike(entry.endpoint);
			entry.fault = fault?.kind;
			if (fault?.kind === 'cutBefore') return void req.socket.destroy();
			entry.body = summary(req.body);
			if (!req.is('application/x-www-form-urlencoded'))
				entry.violations.push(`POST ${path}: X documents application/x-www-form-urlencoded here`);
			// express sets no body if it could not parse one.
			req.body ??= {};
			const { status, body } = fault?.kind === 'status' ? serverError(fault.status ?? 500) : await work(req);
			if (swallowed(fault?.kind, req)) return;
			entry.status = status;
			entry.app = appNameOf(req, ctx);
			ctx.changed();
			res.status(status).set('cache-control', 'no-store').json(body);
		});

	answer('/2/oauth2/token', async (req) => await grant(req, model, server, ctx));
	answer('/2/oauth2/revoke', async (req) => {
		const found = clientOf(req, model);
		if ('refused' in found) return found.refused;
		const value = text((req.body as Record<string, string>).token);
		const token = ctx.tokens.access.get(value) ?? ctx.tokens.refresh.get(value);
		if (!token || token.appId !== found.app.id)
			return fail('invalid_request', 'Value passed for the token was invalid.');
		ctx.tokens.revoke(value);
		return { status: 200, body: { revoked: true } };
	});
	answer('/oauth2/token', async (req) => {
		const app = appOnlyClient(req, ctx);
		if (!app)
			return {
				status: 403,
				body: {
					errors: [{ code: 99, message: 'Unable to verify your credentials', label: 'authenticity_token_error' }],
				},
			};
		if ((req.body as Record<string, string>).grant_type !== 'client_credentials')
			return {
				status: 400,
				body: {
					errors: [
						{ code: 170, message: 'Missing required parameter: grant_type', label: 'forbidden_missing_parameter' },
					],
				},
			};
		return { status: 200, body: { token_type: 'bearer', access_token: ctx.tokens.forApp(app).token } };
	});
	answer('/oauth2/invalidate_token', async (req) => {
		const app = appOnlyClient(req, ctx);
		const value =
			text((req.body as Record<string, string>).access_token) ||
			text((req.query as Record<string, string>).access_token);
		const token = ctx.tokens.access.get(value);
		if (!app || !token || token.appId !== app.id || token.userId)
			return {
				status: 401,
				body: { errors: [{ code: 348, message: 'Client application is not permitted to perform this action.' }] },
			};
		ctx.tokens.revoke(value);
		return { status: 200, body: { access_token: value } };
	});
	return router;
}

/** Whether nothing of the answer reaches the client. */
function swallowed(fault: string | undefined, req: Request): boolean {
	if (fault === 'cutAfter') req.socket.destroy();
	return fault === 'cutAfter' || fault === 'timeoutAfter';
}

/** The app that the Basic authentication names, by client ID or API key. */
function appNameOf(req: Request, { appList }: Context): string | undefined {
	const given = basic(req);
	return given && appList.find((app) => [app.clientId, app.apiKey].includes(given.name))?.name;
}

/** Why X would show its error page instead of asking for consent. */
function whyNot(query: Record<string, string>, model: OAuthModel): string | undefined {
	const app = model.app(text(query.client_id));
	if (!app) return 'The client_id is not known.';
	if (!acceptsRedirect(app, text(query.redirect_uri)))
		return "The redirect_uri is not one of the app's callback addresses.";
	if (query.response_type !== 'code') return 'The response_type must be code.';
	if (!query.state || query.state.length > LONGEST_STATE)
		return `The state is missing or longer than ${LONGEST_STATE} characters.`;
	if (!query.code_challenge) return 'The code_challenge is missing.';
	if (query.code_challenge_method && !/^(S256|plain)$/i.test(query.code_challenge_method))
		return 'The code_challenge_method must be S256 or plain.';
	const unknown = text(query.scope)
		.split(' ')
		.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
	return unknown.length > 0 ? `These scopes are not known: ${unknown.join(' ') || '(none given)'}.` : undefined;
}

/** X accepts the method in any case (twitter-api-v2 sends `s256`); the default is plain. */
const challengeMethod = (body: Record<string, string>): string =>
	/^s256$/i.test(body.code_challenge_method ?? '') ? 'S256' : 'plain';

function basic(req: Request): { name: string; secret: string } | undefined {
	const encoded = /^Basic\s+(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
	if (!encoded) return undefined;
	const [name, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
	try {
		return { name: decodeURIComponent(name), secret: decodeURIComponent(rest.join(':')) };
	} catch {
		return undefined;
	}
}

/** Confidential clients authenticate with the Basic header; public ones only identify themselves. */
function clientOf(req: Request, model: OAuthModel): { app: App } | { refused: { status: number; body: unknown } } {
	const header = basic(req);
	const name = header?.name ?? text((req.body as Record<string, string>).client_id);
	if (!header && !name) return { refused: fail('invalid_request', 'Missing required parameter [client_id].') };
	const app = model.app(name);
	if (!app)
		return { refused: fail('invalid_client', 'Value passed for the client id was invalid.', header ? 401 : 400) };
	if (app.type === 'confidential' && header?.secret !== app.clientSecret)
		return { refused: fail('unauthorized_client', 'Missing valid authorization header', 401) };
	return { app };
}

function appOnlyClient(req: Request, ctx: Context): App | undefined {
	const header = basic(req);
	return ctx.appList.find((app) => app.apiKey === header?.name && app.apiSecret === header.secret);
}

async function grant(
	req: Request,
	model: OAuthModel,
	server: OAuth2Server,
	ctx: Context,
): Promise<{ status: number; body: unknown }> {
	const body = { ...(req.body as Record<string, string>) };
	const found = clientOf(req, model);
	if ('refused' in found) return found.refused;
	const needed = { authorization_code: ['code', 'redirect_uri', 'code_verifier'], refresh_token: ['refresh_token'] }[
		body.grant_type
	];
	if (!needed) return fail('unsupported_grant_type', 'Value passed for the grant type was invalid.');
	for (const name of needed) if (!body[name]) return fail('invalid_request', `Missing required parameter [${name}].`);

	// The client is known by now; the library only needs its ID.
	const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '1' };
	const request = new OAuth2Server.Request({
		headers,
		method: 'POST',
		query: {},
		body: { ...body, client_id: found.app.clientId, client_secret: undefined },
	});
	const response = new OAuth2Server.Response({});
	const options = {
		accessTokenLifetime: ctx.tokens.accessTokenSeconds,
		refreshTokenLifetime: REFRESH_SECONDS,
		enablePlainPKCE: true,
		requireClientAuthentication: { authorization_code: false, refresh_token: false },
	};
	try {
		const token = await server.token(request, response, options);
		const scope = (token.scope ?? []).join(' ');
		return {
			status: 200,
			body: {
				token_type: 'bearer',
				expires_in: ctx.tokens.accessTokenSeconds,
				access_token: token.accessToken,
				scope,
				...(token.refreshToken ? { refresh_token: token.refreshToken } : {}),
			},
		};
	} catch (error) {
		return fail('invalid_request', complaint(error as Error, body.grant_type));
	}
}

/** X's wording for the errors that the library finds. */
function complaint(error: Error, grantType: string): string {
	if (grantType === 'refresh_token') return 'Value passed for the token was invalid.';
	if (/verifier/.test(error.message)) return 'Value passed for the code verifier did not match the code challenge.';
	if (/redirect_uri/.test(error.message))
		return 'Value passed for the redirect uri did not match the uri of the authorization code.';
	return 'Value passed for the authorization code was invalid.';
}
