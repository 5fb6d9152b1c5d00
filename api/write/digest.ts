/** Identifies content without storing it. */
import { createHash } from 'node:crypto';

export const digest = (content: unknown): string =>
	createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
