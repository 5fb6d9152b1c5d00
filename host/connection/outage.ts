/** Tells the user about an outage of a stream once, in a failed execution that says since when. */
import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';
import { tellFailure } from '../shared/n8n-versions';
import { toNodeError } from '../shared/node-error';

/** Failures in a row after which it is told. */
const TOLD_AFTER = 5;

export class Outage {
	/** Milliseconds since 1970. */
	private since?: number;
	private failures = 0;
	private isTold = false;

	/** @param trigger name of the node's type, for the log */
	constructor(
		private readonly context: ITriggerFunctions,
		private readonly trigger: string,
	) {}

	/**
	 * @param error X's refusal, or what was wrong with a connection; none if X has ended it
	 * @param atOnce someone may have to act: it is told with the first failure
	 */
	failed(error: unknown, atOnce: boolean): void {
		this.since ??= Date.now();
		this.failures++;
		if (this.isTold || (!atOnce && this.failures < TOLD_AFTER)) return;
		this.isTold = true;
		const told = error === undefined ? this.cutAgain() : toNodeError(this.context.getNode(), error, 0);
		const since = new Date(this.since).toISOString();
		told.description =
			`${told.description ?? ''} Since ${since}. The trigger stays active and goes on trying, with growing pauses.`.trim();
		tellFailure(this.context, told);
	}

	ended(): void {
		if (this.isTold && this.since !== undefined)
			this.context.logger.info(
				`${this.trigger}: the stream is back after an outage since ${new Date(this.since).toISOString()}`,
				{ node: this.context.getNode().name },
			);
		this.since = undefined;
		this.failures = 0;
		this.isTold = false;
	}

	private cutAgain(): NodeOperationError {
		return new NodeOperationError(this.context.getNode(), 'X keeps ending the connection to the stream', {
			description: `It has ended it ${TOLD_AFTER} times in a row soon after it was opened.`,
		});
	}
}
