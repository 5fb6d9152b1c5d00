/** Turns what went wrong into n8n's errors: X's title as the message, X's detail and what to do next below it. */
import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { InputError, XError } from '../../api/client/errors';
import type { Operation } from '../../connector';
import { endpointsOf } from '../../connector';

export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex: number,
	operation?: Operation,
): NodeApiError | NodeOperationError {
	if (error instanceof XError) {
		const { status, endpoint, exhausted } = error.context;
		const body: JsonObject = { ...error.problem, status, endpoint };
		return new NodeApiError(node, body, {
			message: error.problem.title,
			description: [
				error.description,
				...(operation && !node.type.endsWith('Trigger') ? [waitLonger(error)] : []),
				...(operation && status === 403 ? [restriction(operation), scopeAdvice(error, operation)] : []),
			]
				.filter(Boolean)
				.join(' '),
			...(status ? { httpCode: String(status) } : {}),
			itemIndex,
			...(exhausted ? { failure: { cause: 'rate-limited', resetsAtEpochMs: exhausted.resetsAt } } : {}),
		});
	}
	if (error instanceof InputError)
		return new NodeOperationError(node, error.message, { description: error.advice, itemIndex });
	if (error instanceof NodeOperationError || error instanceof NodeApiError) {
		error.context.itemIndex = itemIndex;
		return error;
	}
	return new NodeOperationError(node, error as Error, { itemIndex });
}

/** Action nodes have an option for it, triggers and the lists of the panel have none. */
export const waitLonger = ({ context }: XError): string =>
	context.exhausted ? "Or let the run wait longer with 'Wait for Rate Limit (Seconds)' under Limits and Cost." : '';

/** What X restricts is shown above the fields; when X then refuses, it is the likely reason. */
const restriction = ({ notice }: Operation): string => (notice ? `Mind: ${notice.replace(/\.?$/, '.')}` : '');

/** A 403 on an operation that needs scopes: names them, since X does not. */
function scopeAdvice({ problem, context }: XError, operation: Operation): string {
	const scopes = endpointsOf(operation).find(({ endpoint }) => endpoint === context.endpoint)?.access.user;
	const aboutScope = /permitted|scope|unauthorized/i.test(`${problem.title} ${problem.detail} ${problem.type}`);
	return aboutScope && scopes && scopes.length > 0 ? `Scopes needed: ${scopes.join(', ')}.` : '';
}
