/** The panel of the X Stream Trigger. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { previewRule } from '../../../connector/query/rule';
import { ruleOf, streamNotice, streamOptions, streamRules } from '../../../connector/triggers/stream';
import { accountLine, loadAccount } from '../loaded/account-line';
import { appKeysNotice, drawTriggerPanel } from '../parts';
import { authentication } from '../properties';
import { loadWholeQuery, pathsOf, queryLine, wholeQuery } from '../loaded/whole-query';

const ROW = streamRules.row.name;
/** Changes to these rows are shown at once; those of later ones when the list is refreshed. */
const WATCHED = [0, 1, 2];
const watched = WATCHED.flatMap((i) => pathsOf(streamRules.fields, `${streamRules.name}.${ROW}[${i}].`));

const [explained, rules, ...others] = drawTriggerPanel(streamNotice, [streamRules], streamOptions);

export const streamProperties: INodeProperties[] = [
	authentication(
		'bearerToken',
		'The stream belongs to an app. A Bearer token acts for it; so does OAuth2, if API Key and API Key Secret of the app stand in the credential.',
	),
	accountLine,
	appKeysNotice,
	explained,
	rules,
	wholeQuery('Whole Rules', watched),
	...others,
];

const rowsIn = (given: IDataObject): IDataObject[] =>
	[(given[streamRules.name] as IDataObject | undefined)?.[ROW] ?? []].flat() as IDataObject[];

export const loadOptions = {
	...loadAccount,
	...loadWholeQuery((given) =>
		rowsIn(given).map((row) => queryLine({ fields: streamRules.fields, preview: previewRule, check: ruleOf }, row)),
	),
};
