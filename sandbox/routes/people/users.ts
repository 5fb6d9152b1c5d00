import type { Answer, Call, Routes } from '../../context';
import { Document } from '../../view/document';
import { userProblem } from '../../view/visible';
import type { WorldUser } from '../../world/types';
import { ID, idList, pathId, USERNAME, withoutData } from '../lookup';

function many(call: Call, parameter: string, pattern: RegExp, find: (value: string) => WorldUser | undefined): Answer {
	const document = new Document(call);
	const data: unknown[] = [];
	for (const value of idList(call, parameter, pattern)) {
		const user = find(value);
		const problem = userProblem(user, value, parameter);
		if (problem) document.errors.push(problem);
		else data.push(document.user(user!));
	}
	return { body: document.body(data.length > 0 ? data : undefined) };
}

function one(call: Call, parameter: string, value: string, user: WorldUser | undefined): Answer {
	const problem = userProblem(user, value, parameter);
	if (problem) return withoutData(call, problem);
	const document = new Document(call);
	return { body: document.body(document.user(user!)) };
}

const byName = (call: Call) => (name: string) =>
	ID.test(name) ? [...call.ctx.world.users.values()].find((user) => user.username === name) : call.ctx.world.user(name);

export const users: Routes = {
	'GET /2/users': (call) => many(call, 'ids', ID, (id) => call.ctx.world.users.get(id)),
	'GET /2/users/by': (call) => many(call, 'usernames', USERNAME, byName(call)),
	'GET /2/users/me': (call) => one(call, 'id', call.caller.user!.id, call.caller.user),
	'GET /2/users/{id}': (call) => one(call, 'id', pathId(call), call.ctx.world.users.get(call.params.id)),
	'GET /2/users/by/username/{username}': (call) =>
		one(call, 'username', pathId(call, 'username', USERNAME), byName(call)(call.params.username)),
};
