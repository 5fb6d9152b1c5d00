import express, { type Express } from 'express';
import { controlRoutes } from '../control';
import type { Context } from '../context';
import { oauthRoutes } from '../auth/oauth';
import { unknownPath } from './errors';
import { onlyFromHere } from './origin';
import { postPage, profilePage, timelinePage } from '../pages/posts';
import { refusalPage } from '../pages/consent';
import { routes } from '../routes';
import { serve } from './serve';
import { canAnswer, sampled } from '../rows/answers';
import { KNOWN } from '../rows/operations';

/** Converts `GET /2/tweets/{id}` to Express's path syntax. */
const toPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/**
 * Fixed segments before variable ones, so that /2/users/me is not taken for an ID; equal ones are grouped, as sorting
 * needs a total order.
 */
function fixedFirst(a: string, b: string): number {
	const [left, right] = [a, b].map((endpoint) => endpoint.split(' ')[1].split('/'));
	for (let i = 0; i < Math.min(left.length, right.length); i++) {
		const difference = Number(left[i].startsWith('{')) - Number(right[i].startsWith('{'));
		if (difference !== 0) return difference;
		if (left[i] !== right[i]) return left[i] < right[i] ? -1 : 1;
	}
	return left.length - right.length;
}

export function createApp(ctx: Context, reset: () => void): Express {
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.use(onlyFromHere);
	app.use(oauthRoutes(ctx));
	// Operations without their own handler answer with what their row describes.
	const endpoints = new Set([...Object.keys(routes), ...[...KNOWN.keys()].filter(canAnswer)]);
	for (const endpoint of [...endpoints].sort(fixedFirst)) {
		const [method, path] = endpoint.split(' ');
		app[method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'](
			toPath(path),
			serve(ctx, endpoint, routes[endpoint] ?? sampled),
		);
	}
	app.use('/2', (req, res) => {
		const entry = ctx.log.begin(req, '');
		entry.status = 404;
		entry.violations.push(`${req.method} ${entry.path} is not an operation of X that a row knows`);
		const { body, contentType } = unknownPath();
		res.status(404).set('content-type', `${contentType}; charset=utf-8`).end(JSON.stringify(body));
	});

	app.use('/local', controlRoutes(ctx, reset));
	app.get('/', (_req, res) => void res.send(timelinePage(ctx)));
	app.get('/:handle', (req, res, next) => {
		const user = ctx.world.user(req.params.handle);
		if (!user) return next();
		res.send(profilePage(ctx, user));
	});
	app.get('/:handle/status/:id', (req, res, next) => {
		const post = ctx.world.posts.get(req.params.id);
		if (!post || post.deleted) return next();
		res.send(postPage(ctx, post));
	});
	app.use((_req, res) => void res.status(404).send(refusalPage('This page does not exist.')));
	return app;
}
