import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Context } from './context';
import { isOddity } from './oddities/catalogue';
import { odditiesPage } from './pages/oddities';

const settings = z.record(z.string(), z.unknown());
/** A form sends its settings as JSON text, or an empty string for none. */
const written = z.string().transform((text, context): Record<string, unknown> => {
	try {
		return text.trim() === '' ? {} : settings.parse(JSON.parse(text));
	} catch {
		context.addIssue({ code: 'custom', message: 'is not a JSON object' });
		return z.NEVER;
	}
});
const change = z
	.object({
		name: z.string(),
		on: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]),
		settings: z.union([settings, written]).optional(),
	})
	.strict();

/** `/local/oddities`: the active oddities, and a page to switch them manually. */
export function oddityRoutes(ctx: Context): Router {
	const router = express.Router();
	const show = (req: Request, res: Response) => {
		if (req.accepts(['json', 'html']) === 'html') res.send(odditiesPage(ctx));
		else res.json({ oddities: ctx.oddities.list() });
	};
	router.get('/', show);
	router.post('/', express.urlencoded({ extended: false }), (req, res) => {
		const parsed = change.safeParse(req.body);
		if (!parsed.success)
			return void res
				.status(400)
				.json({ error: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') });
		const { name, on, settings: given = {} } = parsed.data;
		if (!isOddity(name))
			return void res.status(400).json({ error: `There is no oddity ${name}; GET /local/oddities lists them` });
		try {
			if (on) ctx.oddities.on(name, given);
			else ctx.oddities.off(name);
		} catch (error) {
			return void res.status(400).json({ error: (error as Error).message });
		}
		if (req.is('urlencoded')) res.redirect(303, `/local/oddities#${name}`);
		else res.json({ oddities: ctx.oddities.list().filter((each) => each.name === name) });
	});
	return router;
}
