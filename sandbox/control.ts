import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Context } from './context';
import { oddityRoutes } from './control-oddities';
import { requestsPage } from './pages/requests';
import { avatar, picture } from './world/pictures';

const rule = z
	.object({
		match: z.string(),
		kind: z.enum(['status', 'cutBefore', 'cutAfter', 'timeoutAfter', 'rateLimit']),
		status: z.number().int().optional(),
		times: z.number().int().min(0).optional(),
		probability: z.number().min(0).max(1).optional(),
	})
	.strict();
const faultBody = z
	.object({
		reset: z.boolean(),
		latencyMs: z.number(),
		connectLatencyMs: z.number(),
		rules: z.array(rule),
		seed: z.number().int(),
		mediaProcessingSeconds: z.number(),
		mediaProcessingFails: z.string(),
		emptyPages: z.number().int(),
		clockSkewMs: z.number(),
		headersMissing: z.boolean(),
		rateLimitShape: z.enum(['legacy', 'problem']),
		missingObjectStatus: z.union([z.literal(404), z.literal(200)]),
		searchDelaySeconds: z.number(),
		undecidedVocabulary: z.enum(['post', 'tweet']),
		balanceUsd: z.number(),
		enterprise: z.boolean(),
	})
	.partial()
	.strict();
const postBody = z
	.object({
		by: z.string(),
		text: z.string().optional(),
		replyTo: z.string().optional(),
		quote: z.string().optional(),
		repostOf: z.string().optional(),
		media: z.array(z.string()).optional(),
		minutesAgo: z.number().optional(),
		picture: z.number().int().optional(),
		altText: z.string().optional(),
	})
	.strict();

const happeningBody = z
	.object({
		event_type: z.string(),
		user: z.string().optional(),
		keyword: z.string().optional(),
		payload: z.record(z.string(), z.unknown()).optional(),
		times: z.number().int().min(1).max(100).optional(),
	})
	.strict();
const connectionsBody = z
	.object({
		keepAliveMs: z.number().min(1),
		silent: z.boolean(),
		mostConnections: z.number().int(),
		cut: z.enum(['break', 'end']),
		say: z.string(),
	})
	.partial();
const streamBody = connectionsBody.extend({ mostRules: z.number().int().optional() }).strict();
const activityStreamBody = connectionsBody
	.extend({ times: z.number().int().min(1).optional(), replays: z.boolean().optional() })
	.strict();

const cacheable = (res: Response, type: string) =>
	res.set({
		'content-type': type,
		'cache-control': 'max-age=3600',
		'x-content-type-options': 'nosniff',
		'content-security-policy': "default-src 'none'",
	});

/** The control API: everything that tests and people can change about the local X while it runs. */
export function controlRoutes(ctx: Context, reset: () => void): Router {
	const router = express.Router();
	router.use(express.json({ limit: '20mb' }));

	router.get('/health', (_req, res) => {
		res.json({
			ok: true,
			requests: ctx.log.entries.length,
			checked: ctx.spec ? `the connector's rows and X's specification ${ctx.spec.version}` : "the connector's rows",
			balanceUsd: ctx.wallet.balanceUsd,
		});
	});

	router.get('/requests', (req, res) => {
		if (req.accepts(['json', 'html']) === 'html') return void res.send(requestsPage(ctx));
		res.json({
			requests: ctx.log.entries,
			totalUsd: ctx.log.entries.reduce((sum, entry) => sum + entry.usd, 0),
			violations: ctx.log.entries.flatMap((entry) => entry.violations),
		});
	});

	router.use('/oddities', oddityRoutes(ctx));

	router.get('/faults', (_req, res) => void res.json(ctx.faults.current));
	router.post(
		'/faults',
		checked(faultBody, ({ reset: back, balanceUsd, enterprise, ...faults }, res) => {
			if (back) ctx.faults.reset();
			ctx.faults.set(faults);
			if (balanceUsd !== undefined) ctx.wallet.balanceUsd = balanceUsd;
			if (enterprise !== undefined) for (const app of ctx.appList) app.enterprise = enterprise;
			res.json(ctx.faults.current);
		}),
	);

	router.post('/reset', (_req, res) => {
		reset();
		res.json({ ok: true });
	});

	router.post(
		'/posts',
		checked(postBody, ({ minutesAgo, picture: seed, altText, ...post }, res) => {
			if (!ctx.world.user(post.by)) return void res.status(400).json({ error: `There is no account ${post.by}` });
			const media = [
				...(post.media ?? []),
				...(seed === undefined ? [] : [ctx.world.addMedia({ owner: post.by, bytes: picture(seed), altText }).id]),
			];
			const added = ctx.world.addPost({
				...post,
				media,
				at: minutesAgo === undefined ? undefined : ctx.clock.now() - minutesAgo * 60_000,
			});
			ctx.changed();
			res.status(201).json({ id: added.id, text: added.text });
		}),
	);

	router.get(
		'/activity',
		(_req, res) =>
			void res.json({
				webhooks: [...ctx.activity.webhooks.values()].map(({ app, ...webhook }) => ({ ...webhook, app: app.name })),
				subscriptions: [...ctx.activity.subscriptions.values()],
				deliveries: ctx.activity.deliveries,
			}),
	);
	router.post(
		'/activity',
		checked(happeningBody, async ({ user, times, ...happening }, res) => {
			const user_id = user === undefined ? undefined : ctx.world.user(user)?.id;
			if (user !== undefined && !user_id) return void res.status(400).json({ error: `There is no account ${user}` });
			res.json({ deliveries: await ctx.activity.happen({ ...happening, user_id }, times) });
		}),
	);

	router.post(
		'/stream',
		checked(streamBody, ({ cut, say, ...settings }, res) => {
			Object.assign(ctx.stream.settings, settings);
			if (say !== undefined) ctx.stream.say(`${say}\r\n`);
			if (cut) ctx.stream.cut(cut);
			res.json({
				...ctx.stream.settings,
				connections: ctx.stream.connections.size,
				rules: [...ctx.stream.rules.values()].map(({ id, value, tag }) => ({ id, value, tag })),
			});
		}),
	);

	router.post(
		'/activity/stream',
		checked(activityStreamBody, ({ cut, say, ...settings }, res) => {
			const { stream } = ctx.activity;
			Object.assign(stream.settings, settings);
			if (say !== undefined) stream.say(`${say}\r\n`);
			if (cut) stream.cut(cut);
			res.json({ ...stream.settings, connections: stream.connections.size });
		}),
	);

	router.get('/media/:id/preview.png', (req, res) => {
		if (!ctx.world.media.has(req.params.id)) return void res.status(404).json({ error: 'There is no such media' });
		cacheable(res, 'image/png').send(picture(Number(BigInt(req.params.id) % 997n)));
	});
	router.get('/media/:id', (req, res) => {
		const media = ctx.world.media.get(req.params.id.replace(/\..*$/, ''));
		if (!media) return void res.status(404).json({ error: 'There is no such media' });
		// Of a video only size and sha256 are kept: as many zeros stand for it.
		cacheable(res, media.contentType).send(media.bytes ?? Buffer.alloc(media.size));
	});
	router.get('/avatars/:name', (req, res) => {
		const user = ctx.world.user(req.params.name.replace(/\.svg$/, ''));
		if (!user) return void res.status(404).end();
		cacheable(res, 'image/svg+xml').send(avatar(user.name, user.username));
	});
	return router;
}

function checked<T>(shape: z.ZodType<T>, work: (body: T, res: Response) => void | Promise<void>) {
	return (req: Request, res: Response): void => {
		const parsed = shape.safeParse(req.body);
		if (parsed.success) void work(parsed.data, res);
		else
			res
				.status(400)
				.json({ error: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
	};
}
