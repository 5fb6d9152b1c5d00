/** The checks made on each version of n8n, in this order. */
import { actions } from './checks/actions';
import { editor } from './checks/editor';
import { loads } from './checks/loads';
import { tool } from './checks/tool';
import { inOneProcess, inTwoProcesses } from './checks/renewal';
import { triggers } from './checks/triggers';
import type { Stage } from './stage';

export interface Options {
	/** How many runs encounter an expired token. */
	renewals: number;
	/** Run only the checks whose names start with this. */
	only: string;
}

/** @returns a note for the table, if any. @throws if the check fails */
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
