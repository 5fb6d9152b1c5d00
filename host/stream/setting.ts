/** The settings in the panel of the X Stream Trigger. */
import type { ITriggerFunctions } from 'n8n-workflow';
import type { Rule } from '../../api/push/stream-rules';
import { checkRules, ruleOf, streamOptions, streamRules } from '../../connector/triggers/stream';
import { markOf } from '../connection/mark';
import { readField, readFields, type ReadAll } from '../shared/read-fields';

export interface StreamSetting extends ReadAll<typeof streamOptions> {
	rules: readonly Rule[];
	/** Mark in a rule's tag that identifies it as the node's own. */
	mark: string;
}

/** @throws InputError before any request */
export function settingOf(context: ITriggerFunctions): StreamSetting {
	const rules = readField(context, streamRules).map(ruleOf);
	checkRules(rules);
	return { ...readFields(context, streamOptions), rules, mark: markOf(context) };
}
