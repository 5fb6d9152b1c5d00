import type { Answer, Call } from '../context';
import type { List } from '../world/social';
import { invalidParameter, invalidRequest, XError, type Problem } from '../http/errors';

/** Answers a lookup of a single object that the caller cannot access. */
export function withoutData(call: Call, problem: Problem): Answer {
	const { missingObjectStatus } = call.ctx.faults.current;
	if (problem.title === 'Not Found Error' && missingObjectStatus === 404)
		throw new XError(404, { ...problem, status: 404 });
	return { body: { errors: [problem] } };
}

/** A comma-separated list of 1 to 100 values, without duplicates, in the given order. */
export function idList(call: Call, name: string, pattern: RegExp): string[] {
	const given = call.query[name];
	if (!given)
		throw invalidRequest({ message: `The query parameter [${name}] can not be empty`, parameters: { [name]: [] } });
	const values = given.split(',');
	if (values.length > 100)
		throw invalidRequest({
			message: `size must be between 1 and 100`,
			parameters: { [name]: [String(values.length)] },
		});
	for (const value of values)
		if (!pattern.test(value)) throw invalidParameter(name, value, `does not match ${pattern.source}`);
	return [...new Set(values)];
}

export const ID = /^[0-9]{1,19}$/;
export const USERNAME = /^[A-Za-z0-9_]{1,15}$/;
export const MEDIA_KEY = /^([0-9]+)_([0-9]+)$/;

export function pathId(call: Call, name = 'id', pattern = ID): string {
	const value = call.params[name];
	if (!pattern.test(value))
		throw invalidRequest({
			message: `The \`${name}\` path parameter value [${value}] is not valid`,
			parameters: { [name]: [value] },
		});
	return value;
}

/** The list that the path names, if the local X has it. */
export function listOf(call: Call): List | undefined {
	const id = pathId(call);
	return call.ctx.world.social.state.lists.find((each) => each.id === id);
}
