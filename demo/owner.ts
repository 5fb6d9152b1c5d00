import type { Owner } from './n8n/client';

/** Log-in of the demo: its n8n answers on this computer only, so it may stand here and on the screen. */
export const owner: Owner = { email: 'demo@example.com', password: 'Demo-1234', firstName: 'Demo', lastName: 'User' };
