/** The panel of the X Stream Trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { streamNotice, streamOptions, streamRules } from '../../connector/triggers/stream';
import { drawTriggerPanel } from './parts';

export const streamProperties: INodeProperties[] = drawTriggerPanel(streamNotice, [streamRules], streamOptions);
