/** Collects the errors that X returns beside the data of a poll, and says what concerns none of the objects. */
import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';
import type { Answer, XClient } from '../../api/client/call';
import { partialProblems, type Problem } from '../../api/errors/problem';
import { digest } from '../../api/write/digest';
import { concerns, noteOf } from '../shared/missing';

export interface LeftOut {
	/** Everything that X left out in this poll. */
	problems: Problem[];
	/** What belongs to none of the objects that X returned, such as a watched post that was deleted. */
	whole: Problem[];
}

/** A client that notes what X left out. */
export function noting(client: XClient, leftOut: LeftOut): XClient {
	const note = (answer: Answer): Answer => {
		for (const problem of partialProblems(answer)) {
			leftOut.problems.push(problem);
			if (!concerns(problem, answer.data)) leftOut.whole.push(problem);
		}
		return answer;
	};
	return { ...client, call: async (...request) => note(await client.call(...request)) };
}

interface Told {
	/** A hash of what was told last. */
	leftOut?: string;
}

/** A failed execution, once for as long as the same is left out. */
export function tellLeftOut(context: IPollFunctions, { whole }: LeftOut): void {
	const note = noteOf(whole);
	if (!note) return;
	const memory = context.getWorkflowStaticData('node') as Told;
	const told = digest([note]);
	if (memory.leftOut === told) return;
	memory.leftOut = told;
	context.__emitError(
		new NodeOperationError(context.getNode(), 'X left out a part of what the trigger watches', {
			description: `${note} The trigger stays active with the rest. This is reported once.`,
		}),
	);
}
