/** The panel of the X Webhook Trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { activityFields, activityNotice, activityOptions } from '../../connector/triggers/activity';
import { drawTriggerPanel } from './parts';

export const activityProperties: INodeProperties[] = drawTriggerPanel(activityNotice, activityFields, activityOptions);
