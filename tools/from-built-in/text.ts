/** Values of n8n's parameters: a text as it is, or an expression, which begins with `=`. */

export const isExpression = (value: unknown): value is string => typeof value === 'string' && value.startsWith('=');

/** Joins texts and expressions; the result is an expression if one of them is. */
export function joined(...parts: string[]): string {
	const text = parts.map((part) => (isExpression(part) ? part.slice(1) : part)).join('');
	return parts.some(isExpression) ? `=${text}` : text;
}

export const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
