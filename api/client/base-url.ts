/** Where X's API is. */
export const X_API = 'https://api.x.com';

/** What every address begins with: a base URL as typed, without the slashes at its end; that of X itself where none was typed. */
export const rootOf = (baseUrl: unknown): string => String(baseUrl || X_API).replace(/\/+$/, '');
