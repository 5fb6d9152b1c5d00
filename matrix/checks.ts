/** What is tried on each version of n8n, in this order. */
import { actions } from './checks/actions';
import { editor } from './checks/editor';
import { loads } from './checks/loads';
import { tool } from './checks/tool';
import { inOneProcess, inTwoProcesses } from './checks/renewal';
import { triggers } from './checks/triggers';
import type { Stage } from './stage';

export interface Options {
	/** How many runs meet an expired token. */
	renewals: number;
	/** Only the checks whose name begins so. */
	only: string;
}

/** @returns what the table says besides that it holds. @throws what does not hold */
export type Check = (stage: Stage, options: Options) => Promise<string | void>;

export const CHECKS: Readonly<Record<string, Check>> = {
	'Nodes load': loads,
	...actions,
	...triggers,
	'MCP tool': tool,
	Editor: editor,
	'Renewal, 20 at once': inOneProcess,
	'Renewal, two processes': inTwoProcesses,
};
