/** Converts errors into n8n's errors: X's title as the message, X's detail and the next step as the description. */
import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { concernsAccount, InputError, XError } from '../../api/errors/errors';
import type { Operation } from '../../connector';

export const toNodeError = (
	node: INode,
	error: unknown,
	itemIndex: number,
	operation?: Operation,
): NodeApiError | NodeOperationError => toldWhole(node, asNodeError(node, error, itemIndex, operation));

/** Of a tool that fails, n8n's AI Agent tells its model the message alone: it then has to say what to do, too. */
export function toldWhole<E extends Error & { description?: string | null }>(
	{ type }: Pick<INode, 'type'>,
	error: E,
): E {
	if (!type.endsWith('Tool') || !error.description) return error;
	error.message = `${error.message.replace(/(?<![.!?…])$/, '.')} ${error.description}`;
	error.description = '';
	return error;
}

function asNodeError(
	node: INode,
	error: unknown,
	itemIndex: number,
	operation?: Operation,
): NodeApiError | NodeOperationError {
	if (error instanceof XError) {
		const { status, endpoint, exhausted } = error.context;
		const body: JsonObject = { ...error.problem, status, endpoint };
		return new NodeApiError(node, body, {
			message: error.message,
			description: [
				error.description,
				...(operation && !node.type.endsWith('Trigger') ? [waitLonger(error)] : []),
				...(operation ? [restriction(operation, error)] : []),
			]
				.filter(Boolean)
				.join(' '),
			...(status ? { httpCode: String(status) } : {}),
			itemIndex,
			...(exhausted && !exhausted.guessed
				? { failure: { cause: 'rate-limited', resetsAtEpochMs: exhausted.resetsAt } }
				: {}),
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

/** Action nodes have an option for it; triggers and the panel's lists have none. */
export const waitLonger = ({ context }: XError): string =>
	context.exhausted ? "Or let the run wait longer with 'Wait for Rate Limit (Seconds)' under Limits and Cost." : '';

/** X's restrictions are shown above the fields; if X then rejects a request, they are the likely reason. */
const restriction = ({ notice }: Operation, error: XError): string =>
	notice && error.context.status === 403 && !concernsAccount(error) ? `Mind: ${notice.replace(/\.?$/, '.')}` : '';
