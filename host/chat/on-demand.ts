/** Loads what decrypts deliveries once there is something to decrypt: n8n loads the trigger when it starts. */
import { isSealed, type Delivered } from '../../api/push/activity';
import type { CredentialType } from '../session/credential';
import type { HostContext } from '../session/context';

/** Whether there is something to decrypt. */
export const hasChat = (events: readonly Delivered[]): boolean => events.some(isSealed);

/** What cannot be decrypted, or looked up, is passed on with the reason: an event comes only once. */
export const openChats = async (
	context: HostContext,
	credential: CredentialType,
	events: readonly Delivered[],
): Promise<readonly Delivered[]> => await (await import('./deliveries')).opened(context, credential, events);
