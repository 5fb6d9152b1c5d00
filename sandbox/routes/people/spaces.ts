import type { Routes } from '../../context';
import { ID, idList } from '../lookup';
import { sampled } from '../../rows/answers';

export const spaces: Routes = {
	'GET /2/spaces/by/creator_ids': (call) => {
		const { state } = call.ctx.world.social;
		if (state.spaces.length === 0) return sampled(call);
		const creators = idList(call, 'user_ids', ID);
		const fields = (call.query['space.fields'] ?? '').split(',');
		const data = state.spaces
			.filter((space) => space.state !== 'ended' && creators.includes(space.creatorId))
			.map(({ spaceId, state: now, title, creatorId }) => ({
				id: spaceId,
				state: now,
				...(fields.includes('title') ? { title } : {}),
				...((call.query.expansions ?? '').includes('creator_id') ? { creator_id: creatorId } : {}),
			}));
		return { body: { ...(data.length > 0 ? { data } : {}), meta: { result_count: data.length } } };
	},
};
