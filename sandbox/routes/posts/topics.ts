/** Trends of places and news stories, where a test has made some. */
import type { Call, Routes } from '../../context';
import { sampled } from '../../rows/answers';

const chosen = (call: Call, parameter: string, object: Readonly<Record<string, unknown>>, always: string) => {
	const asked = [always, ...(call.query[parameter] ?? '').split(',')];
	return Object.fromEntries(Object.entries(object).filter(([name]) => asked.includes(name)));
};

export const topics: Routes = {
	'GET /2/trends/by/woeid/{woeid}': (call) => {
		const { state } = call.ctx.world.social;
		if (state.trends.length === 0) return sampled(call);
		const data = state.trends
			.filter(({ woeid }) => woeid === call.params.woeid)
			.slice(-Number(call.query.max_trends ?? 20))
			.reverse()
			.map(({ name }) => chosen(call, 'trend.fields', { trend_name: name, tweet_count: 1000 }, 'trend_name'));
		return { body: { data } };
	},

	'GET /2/news/search': (call) => {
		const { state } = call.ctx.world.social;
		if (state.stories.length === 0) return sampled(call);
		const words = (call.query.query ?? '').toLowerCase().split(/\s+/);
		const since = call.ctx.clock.now() - Number(call.query.max_age_hours ?? 168) * 3_600_000;
		const data = state.stories
			.filter(({ name, summary, createdAt }) => {
				const text = `${name} ${summary}`.toLowerCase();
				return createdAt >= since && words.every((word) => text.includes(word));
			})
			.slice(-Number(call.query.max_results ?? 10))
			.map(({ id, name, summary, createdAt }) =>
				chosen(call, 'news.fields', { id, name, summary, updated_at: new Date(createdAt).toISOString() }, 'id'),
			);
		return { body: { ...(data.length > 0 ? { data } : {}), meta: { result_count: data.length } } };
	},
};
