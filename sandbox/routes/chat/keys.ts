import { z } from 'zod';
import type { PublicKey } from '../../chat/chat';
import type { Call, Routes } from '../../context';
import { forbidden } from '../../http/errors';
import { sampled } from '../../rows/answers';
import { ID, idList, pathId } from '../lookup';
import { jsonBody } from '../posts/body';

const registration = z
	.object({
		public_key: z
			.object({
				identity_public_key_signature: z.string().optional(),
				public_key: z.string(),
				public_key_fingerprint: z.string().optional(),
				registration_method: z.string().optional(),
				signing_public_key: z.string().optional(),
				signing_public_key_signature: z.string().optional(),
			})
			.strict(),
		version: z.string(),
		generate_version: z.boolean().optional(),
	})
	.strict();

/** X shows the key store's settings to the account itself alone. */
const shown = ({ juicebox_config, ...key }: PublicKey, { caller }: Call, userId: string) =>
	caller.user?.id === userId ? { ...key, juicebox_config } : key;

export const chatKeys: Routes = {
	'GET /2/users/{id}/public_keys': (call) => {
		const id = pathId(call);
		if (!call.ctx.world.users.has(id)) return sampled(call);
		const rows = call.ctx.chat.keys.get(id) ?? [];
		return { body: rows.length > 0 ? { data: rows.map((row) => shown(row, call, id)) } : {} };
	},

	'GET /2/users/public_keys': (call) => {
		const ids = idList(call, 'ids', ID);
		if (!ids.some((id) => call.ctx.world.users.has(id))) return sampled(call);
		const data = ids.flatMap((id) =>
			(call.ctx.chat.keys.get(id) ?? []).map((row) => ({ user_id: id, ...shown(row, call, id) })),
		);
		return { body: data.length > 0 ? { data } : {} };
	},

	'POST /2/users/{id}/public_keys': (call) => {
		const id = pathId(call);
		if (id !== call.caller.user!.id) throw forbidden('You can only register keys of your own account.');
		const { public_key: key, version, generate_version } = jsonBody(call, registration);
		const { chat, clock } = call.ctx;
		const row: PublicKey = {
			public_key_version: generate_version ? String(clock.now()) : version,
			public_key: key.public_key,
			signing_public_key: key.signing_public_key ?? '',
			identity_public_key_signature: key.identity_public_key_signature ?? '',
			juicebox_config: { max_guess_count: 20, token_map: [] },
		};
		chat.keys.set(id, [...(chat.keys.get(id) ?? []), row]);
		const { public_key_version, juicebox_config } = row;
		return { body: { data: { public_key_version, juicebox_config } } };
	},
};
